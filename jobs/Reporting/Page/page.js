
// Niceties only; the page is complete without them.
(function () {
  "use strict";

  // Marks the section that is being read.
  function followSections() {
    const links = new Map(Array.from(document.querySelectorAll("nav a"), link => [link.hash.slice(1), link]));
    const sections = Array.from(document.querySelectorAll("main > section"));
    function mark() {
      const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
      const current = atEnd ? sections.at(-1) : sections.findLast(section => 120 >= section.getBoundingClientRect().top);
      links.forEach(link => link.removeAttribute("aria-current"));
      const link = links.get((current || sections[0]).id);
      link.setAttribute("aria-current", "true");
      link.closest("nav").scrollLeft = link.offsetLeft - 40; // on a narrow screen the links are a strip
    }
    document.addEventListener("scroll", mark, { passive: true });
    mark();
  }

  // A field beside the check box that leaves the options whose line holds the typed text.
  function filterOptions() {
    const field = document.createElement("input");
    field.type = "search";
    field.placeholder = "Filter options";
    field.setAttribute("aria-label", "Filter options");
    const rows = Array.from(document.querySelectorAll(".options tbody tr"));
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    });
    document.querySelector(".filter").prepend(field);
  }

  // Paper cannot be unfolded.
  function unfoldForPrint() {
    const folded = () => document.querySelectorAll("details:not([open])");
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = Array.from(folded());
      opened.forEach(each => { each.open = true; });
    });
    window.addEventListener("afterprint", () => opened.forEach(each => { each.open = false; }));
  }

  followSections();
  filterOptions();
  unfoldForPrint();
})();
