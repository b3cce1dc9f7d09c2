// Kernels that lay out the rows of a step; stands before network.cl. Groups of LANES. Checked against the CPU by OpenClGoldenTests and OpenClBackEndTests.
// lay     entries of the step's rows side by side, a group per row (Batch)   count   rows of the step that hold an item, a work-item per item
// scan    counts become offsets, one group                                   place   inputs by item, rows ascending, a group per row (FirstLayer)
#define LANES 64

// HashMasks: the upper half of number (row · 2^32 + column) of a stream (CounterRandom) is compared.
int is_kept(ulong key, uint threshold, int row, int column) {
  ulong z = key + ((((ulong)row << 32) | (uint)column) + 1) * 0x9E3779B97F4A7C15UL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
  return (uint)((z ^ (z >> 31)) >> 32) >= threshold;
}

// step: offsets of its rows, then their numbers in the data. A dropped item keeps its place with input 0. bits: [items × words], bit r for row r.
__kernel void lay(__global const int* step, int rows, __global const int* offsets, __global const int* stored, __global const float* values, int has_values,
                  __global const float* scales, ulong key, uint threshold, __global const float* keeps, int are_given,
                  __global int* items, __global float* targets, __global float* inputs, volatile __global uint* bits, int words) {
  int row = get_group_id(0), number = step[rows + 1 + row], from = offsets[number], count = offsets[number + 1] - from;
  for (int i = get_local_id(0); i < count; i += LANES) {
    int to = step[row] + i, item = stored[from + i];
    float value = has_values ? values[from + i] : 1;
    items[to] = item;
    targets[to] = value;
    inputs[to] = (are_given ? keeps[to] != 0 : is_kept(key, threshold, number, item)) ? scales[number] * value : 0;
    atomic_or(&bits[(size_t)item * words + row / 32], 1u << (row % 32));
  }
}

__kernel void count(__global const uint* bits, int words, __global int* counts, int total) {
  int item = get_global_id(0), sum = 0;
  if (item >= total) return;
  for (int word = 0; word < words; word++) sum += popcount(bits[(size_t)item * words + word]);
  counts[item] = sum;
}

// counts: [n], with room for the sum of all behind them.
__kernel void scan(__global int* counts, int n) {
  __local int sums[LANES];
  int lane = get_local_id(0), share = (n + LANES - 1) / LANES, begin = min(n, lane * share), end = min(n, begin + share), sum = 0;
  for (int i = begin; i < end; i++) sum += counts[i];
  sums[lane] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  sum = 0;
  for (int i = 0; i < lane; i++) sum += sums[i];
  for (int i = begin; i < end; i++) {
    int here = counts[i];
    counts[i] = sum;
    sum += here;
  }
  if (lane == LANES - 1) counts[n] = sum;
}

__kernel void place(__global const int* step, __global const int* items, __global const float* inputs, __global const uint* bits, int words,
                    __global const int* firsts, __global int* rows, __global float* sorted) {
  int row = get_group_id(0);
  for (int at = step[row] + get_local_id(0); at < step[row + 1]; at += LANES) {
    __global const uint* mine = bits + (size_t)items[at] * words;
    int to = firsts[items[at]] + popcount(mine[row / 32] & ((1u << (row % 32)) - 1));
    for (int word = 0; word < row / 32; word++) to += popcount(mine[word]);
    rows[to] = row;
    sorted[to] = inputs[at];
  }
}
