namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>A few users with history, list and reasons, and how long all lists are.</summary>
internal static class ListsSection
{
    public static void Write(Html html, ReportView view)
    {
        html.Add($"""<h2 id="lists-title">Sample lists</h2>""");
        if (view.Facts.ListStatus.Count > 0)
            Status(html, view.Facts.ListStatus);
        if (view.Facts.SampleUsers.Count == 0)
            html.Add($"""<p class="absent">There are no lists to show.</p>""");
        for (int i = 0; i < view.Facts.SampleUsers.Count; i++)
            User(html, view, view.Facts.SampleUsers[i], isOpen: i == 0);
    }

    private static void Status(Html html, IReadOnlyDictionary<string, long> status)
    {
        html.Add($"""
            <table class="narrow">
            <caption>Users by the state of their list</caption>
            <thead><tr><th scope="col">List</th><th scope="col" class="n">Users</th></tr></thead>
            <tbody>
            """);
        foreach (var (reason, users) in status.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            html.Add($"""<tr><th scope="row">{reason}</th><td class="n">{users:N0}</td></tr>""");
        html.Add($"</tbody></table>");
    }

    private static void User(Html html, ReportView view, SampleUser user, bool isOpen)
    {
        if (isOpen)
            html.Add($"""<details class="user" open="open">""");
        else
            html.Add($"""<details class="user">""");
        html.Add($"""
            <summary>User {user.UserId} <span class="note">{Words.Counted(user.Ratings, "rating")},
            {Words.Counted(user.List.Count, "recommendation")}</span></summary>
            <div class="columns">
            """);
        History(html, user);
        List(html, view, user);
        html.Add($"</div></details>");
    }

    private static void History(Html html, SampleUser user)
    {
        html.Add($"""
            <table class="history">
            <caption>Rated highest by user {user.UserId}</caption>
            <thead><tr><th scope="col">Title</th><th scope="col" class="n">Rating</th></tr></thead>
            <tbody>
            """);
        foreach (var item in user.History)
            html.Add($"""<tr><th scope="row">{item.Title}</th><td class="n">{item.Rating:0.0}</td></tr>""");
        html.Add($"</tbody></table>");
    }

    private static void List(Html html, ReportView view, SampleUser user)
    {
        html.Add($"""
            <table class="list">
            <caption>Recommended to user {user.UserId}</caption>
            <thead><tr><th scope="col" class="n">#</th><th scope="col">Title and reasons</th><th scope="col" class="n">Score</th>
            <th scope="col">Source</th></tr></thead>
            <tbody>
            """);
        foreach (var item in user.List)
            html.Add($"""
                <tr><td class="n">{item.Rank}</td><th scope="row">{item.Title}{Reasons(item)}</th>
                <td class="n">{Words.Value("score", item.Score)}</td><td>{view.Marks.Label(item.Source)}</td></tr>
                """);
        html.Add($"</tbody></table>");
    }

    private static Html Reasons(ListedItem item)
    {
        var html = new Html();
        if (item.Reasons.Count == 0)
            return html;
        html.Add($"""<span class="note">because you rated """);
        foreach (var reason in item.Reasons)
            html.Add($"""<bdi>{reason.Title}</bdi>: <b>{Words.Share(reason.Share)}</b>{(reason == item.Reasons[^1] ? "" : ";")}""");
        html.Add($"</span>");
        return html;
    }
}
