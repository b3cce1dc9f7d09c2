// Kernels of the autoencoder; matrices row-major float32. One work-item per element unless said. Checked against the CPU by OpenClGoldenTests and OpenClBackEndTests.
// multiply      C += A·B, groups of 16 × 16 (GemmScalar)         gather     bias + Σ value · row of the item (FirstLayer)
// scatter       adds input gradients item by item (FirstLayer)   activate   sums become activations (ScalarActivation)
// drop, back    dropout and the way back (HiddenLayer)           output     loss and deltas, a group of 64 per row (OutputTerms, SoftMaxOutput)
// sum_rows      by column                                        update     moves weights (UpdateKernel)
// penalise      slopes of the sparseness penalty and its sum, one group (HiddenLayer)
// mask, choose  the n smallest keys of a row, a group of 64 per row (TopNSelector)
#define SIDE 16

__kernel void fill_rows(__global float* c, int columns, __global const float* bias, int first, int total) {
  int i = get_global_id(0);
  if (i < total) c[i] = bias[first + i % columns];
}

__kernel void multiply(int m, int n, int k, __global const float* a, int a0, int ar, int ac, __global const float* b, int b0, int br, int bc,
                       __global float* c, int c0, int cr) {
  __local float ta[SIDE][SIDE + 1], tb[SIDE][SIDE + 1];
  int x = get_local_id(0), y = get_local_id(1), column = get_group_id(0) * SIDE + x, row = get_group_id(1) * SIDE + y;
  float sum = 0;
  for (int t = 0; t < k; t += SIDE) {
    ta[y][x] = row < m && t + x < k ? a[a0 + row * ar + (t + x) * ac] : 0;
    tb[y][x] = column < n && t + y < k ? b[b0 + (t + y) * br + column * bc] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = 0; i < SIDE; i++) sum = fma(ta[y][i], tb[i][x], sum);
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (row < m && column < n) c[c0 + row * cr + column] += sum;
}

__kernel void gather(__global float* z, int units, __global const float* bias, __global const float* w, __global const int* offsets,
                     __global const int* items, __global const float* values, int total) {
  int i = get_global_id(0);
  if (i >= total) return;
  int row = i / units, unit = i % units;
  float sum = bias[unit];
  for (int at = offsets[row]; at < offsets[row + 1]; at++) sum = fma(values[at], w[items[at] * units + unit], sum);
  z[i] = sum;
}

__kernel void scatter(__global float* g, int units, __global const int* offsets, __global const int* rows, __global const float* values,
                      __global const float* deltas, int total) {
  int i = get_global_id(0);
  if (i >= total) return;
  int item = i / units, unit = i % units;
  float sum = 0;
  for (int at = offsets[item]; at < offsets[item + 1]; at++) sum = fma(values[at], deltas[rows[at] * units + unit], sum);
  g[i] += sum;
}

float value_of(int kind, float slope, float alpha, float lambda, float z) {
  switch (kind) {
    case 0: return 1 / (1 + exp(-z));
    case 1: return tanh(z);
    case 2: return fmax(z, 0.0f);
    case 3: return z > 0 ? z : slope * z;
    case 4: return z > 0 ? z : alpha * expm1(z);
    case 5: return lambda * (z > 0 ? z : alpha * expm1(z));
    default: return z;
  }
}

float slope_of(int kind, float slope, float alpha, float lambda, float h) {
  switch (kind) {
    case 0: return h * (1 - h);
    case 1: return 1 - h * h;
    case 2: return h > 0 ? 1 : 0;
    case 3: return h > 0 ? 1 : slope;
    case 4: return h > 0 ? 1 : h + alpha;
    case 5: return h > 0 ? lambda : h + lambda * alpha;
    default: return 1;
  }
}

__kernel void activate(__global float* z, int kind, float slope, float alpha, float lambda, int total) {
  int i = get_global_id(0);
  if (i < total) z[i] = value_of(kind, slope, alpha, lambda, z[i]);
}

// keeps: 1 or 0, where they are given. DSSTNE's dropped sigmoid unit is one half and is not scaled.
__kernel void drop(__global float* h, __global float* out, __global float* factors, int units, ulong key, uint threshold, __global const float* keeps, int are_given,
                   float survivor, int to_half, int total) {
  int i = get_global_id(0);
  if (i >= total) return;
  int kept = are_given ? keeps[i] != 0 : is_kept(key, threshold, i / units, i % units);
  if (to_half && !kept) h[i] = 0.5f;
  factors[i] = kept ? survivor : to_half ? 1 : 0;
  out[i] = h[i] * factors[i];
}

__kernel void back(__global float* e, __global const float* h, __global const float* factors, int has_factors, __global const float* penalty,
                   int has_penalty, int units, int kind, float slope, float alpha, float lambda, int total) {
  int i = get_global_id(0);
  if (i >= total) return;
  float d = has_factors ? e[i] * factors[i] : e[i];
  if (has_penalty) d += penalty[i % units];
  e[i] = d * slope_of(kind, slope, alpha, lambda, h[i]);
}

__kernel void sum_rows(__global const float* rows, int count, int columns, __global float* sums, int first, int total) {
  int column = get_global_id(0);
  if (column >= total) return;
  float sum = 0;
  for (int row = 0; row < count; row++) sum += rows[row * columns + column];
  sums[first + column] = sum;
}

float reduce(__local float* part, float mine, int is_max) {
  int lane = get_local_id(0);
  part[lane] = mine;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int half_ = LANES / 2; half_ > 0; half_ /= 2) {
    if (lane < half_) part[lane] = is_max ? fmax(part[lane], part[lane + half_]) : part[lane] + part[lane + half_];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  float all = part[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  return all;
}

// KL(rho | mean) by column. means: sums of columns, replaced by slopes. log1p of the distance keeps the digits that the difference of two logarithms loses.
__kernel void penalise(__global float* means, int rows, int units, float rho, float beta, __global float* losses, int slot) {
  __local float part[LANES];
  float sum = 0;
  for (int unit = get_local_id(0); unit < units; unit += LANES) {
    float mean = clamp(means[unit] / rows, 1e-6f, 1 - 1e-6f), distance = mean - rho;
    means[unit] = beta * ((1 - rho) / (1 - mean) - rho / mean);
    sum -= (rho > 0 ? rho * log1p(distance / rho) : 0) + (rho < 1 ? (1 - rho) * log1p(-distance / (1 - rho)) : 0);
  }
  sum = reduce(part, sum, 0);
  if (get_local_id(0) == 0) losses[slot] = beta * sum;
}

// Where the item stands among the row's stored ones, or -1.
int stored_at(__global const int* items, int low, int end, int item) {
  int high = end;
  while (low < high) {
    int middle = (low + high) / 2;
    if (items[middle] < item) low = middle + 1; else high = middle;
  }
  return low < end && items[low] == item ? low : -1;
}

float soft_plus(float z) { return fmax(z, 0.0f) + log1p(exp(-fabs(z))); }

// rule: oneTarget, zeroTarget, oneScale, zeroScale, boostOne, boostZero, ignoreZero, log floor. Loss: 0 L1, 1 L2, 2 L2Hinge, 3 CrossEntropy, 4 and 5 marginal.
__kernel void output(__global float* z, int columns, int first, __global const int* offsets, __global const int* items, __global const float* values,
                     int loss, __global const float* rule, int kind, float slope, float alpha, float lambda, __global float* row_loss) {
  __local float part[LANES];
  int row = get_group_id(0), lane = get_local_id(0);
  float sum = 0;
  for (int column = lane; column < columns; column += LANES) {
    int at = stored_at(items, offsets[row], offsets[row + 1], first + column), stored = at >= 0;
    float x = z[row * columns + column], target = stored ? values[at] : 0, term = 0, delta = 0;
    if (stored || rule[6] == 0) {
      float a = value_of(kind, slope, alpha, lambda, x), boost = stored ? rule[4] : rule[5];
      if (loss >= 3) {
        int marginal = loss > 3;
        if (!marginal || (stored ? a < rule[0] : a > rule[1])) {
          float weight = !marginal ? 1 : stored ? rule[2] : rule[3];
          if (loss == 5 && stored) weight *= target;
          term = weight * fmin(rule[7], soft_plus(stored ? -x : x));
          delta = weight * (marginal ? 1 : boost) * (stored ? -1 / (1 + exp(x)) : a);
        }
      } else {
        float error = a - target, by = boost * slope_of(kind, slope, alpha, lambda, a);
        if (loss == 0) { term = fabs(error); delta = sign(error) * by; }
        else if (loss == 1 || (stored ? error < 0 : error > 0)) { term = error * error / 2; delta = error * by; }
      }
    }
    sum += term;
    z[row * columns + column] = delta;
  }
  sum = reduce(part, sum, 0);
  if (lane == 0) row_loss[row] += sum;
}

// SoftMax over whole rows: delta = S·a - w at stored items, S·a elsewhere. mode: 0 activations only, 3 cross entropy, 4 marginal, 6 multinomial.
__kernel void soft_max(__global float* z, int columns, __global const int* offsets, __global const int* items, int mode, __global const float* rule,
                       __global float* row_loss) {
  __local float part[LANES];
  int row = get_group_id(0), lane = get_local_id(0);
  float top = -INFINITY, sum = 0, total = 0, lost = 0;
  for (int column = lane; column < columns; column += LANES) top = fmax(top, z[row * columns + column]);
  top = reduce(part, top, 1);
  for (int column = lane; column < columns; column += LANES) sum += exp(z[row * columns + column] - top);
  float shift = top + log(reduce(part, sum, 0));
  if (mode != 0) {
    int begin = offsets[row], count = offsets[row + 1] - begin;
    for (int i = lane; i < count; i += LANES) {
      float logarithm = z[row * columns + items[begin + i]] - shift;
      float w = mode == 6 ? 1 : mode == 3 ? 1.0f / count : exp(logarithm) < rule[0] ? rule[2] / count : 0;
      total += w;
      lost += w * fmin(rule[7], -logarithm);
    }
    total = reduce(part, total, 0);
    lost = reduce(part, lost, 0);
    if (lane == 0) row_loss[row] += lost;
    for (int column = lane; column < columns; column += LANES) {
      int at = stored_at(items, begin, begin + count, column);
      float logarithm = z[row * columns + column] - shift;
      float w = at < 0 ? 0 : mode == 6 ? 1 : mode == 3 ? 1.0f / count : exp(logarithm) < rule[0] ? rule[2] / count : 0;
      z[row * columns + column] = total * exp(logarithm) - w;
    }
  } else
    for (int column = lane; column < columns; column += LANES) z[row * columns + column] = exp(z[row * columns + column] - shift);
}

// share: 1/rows. first, second: Adam's corrections. rest: 1 - mu. kind: 0 SGD, 1 momentum, 2 Nesterov, 3 AdaGrad, 4 RMSProp, 5 AdaDelta, 6 Adam.
__kernel void update(__global float* w, __global const float* g, __global float* m, __global float* v, int kind, float rate, float l2, float l1, float mu, float mu1, float share,
                     float first, float second, float rest, float rest1, int decays, int total) {
  int i = get_global_id(0);
  if (i >= total) return;
  float x = w[i], r = -(g[i] * share) - (decays ? l2 * x + l1 * sign(x) : 0), step = rate * r;
  if (kind == 1) { m[i] = mu * m[i] + step; step = m[i]; }
  if (kind == 2) { float old = m[i]; m[i] = mu * old + step; step = m[i] + mu * (m[i] - old); }
  if (kind == 3) { m[i] += r * r; step = step / sqrt(fmax(1e-9f, m[i])); }
  if (kind == 4) { m[i] = mu * m[i] + rest * r * r; step = step / sqrt(fmax(1e-9f, m[i])); }
  if (kind == 5) {
    v[i] = mu * v[i] + rest * r * r;
    step = r * (sqrt(fmax(1e-9f, m[i])) / sqrt(fmax(1e-9f, v[i])));
    m[i] = mu * m[i] + rest * step * step;
  }
  if (kind == 6) {
    m[i] = mu * m[i] + rest * r;
    v[i] = mu1 * v[i] + rest1 * r * r;
    step = rate * first * m[i] / (sqrt(second * v[i]) + 1e-8f);
  }
  w[i] = x + step;
}

__kernel void mask(__global float* z, int columns, __global const int* offsets, __global const int* items) {
  int row = get_group_id(0);
  for (int at = offsets[row] + get_local_id(0); at < offsets[row + 1]; at += LANES) z[row * columns + items[at]] = -INFINITY;
}

// ListOrder.KeyOf; a masked item stands behind all others.
ulong key_of(float score, int rank) {
  if (score == -INFINITY) return ULONG_MAX;
  uint bits = as_uint(score + 0.0f), ascending = (bits & 0x80000000u) ? ~bits : bits | 0x80000000u;
  return ((ulong)~ascending << 32) | (uint)rank;
}

// A radix selection, a byte at a time: the n-th smallest key, then all up to it in any order; counts[row] says how many.
__kernel void choose(__global const float* z, int columns, __global const int* ranks, int n, __global ulong* keys, __global int* counts) {
  __local uint bins[256];
  __local ulong prefix;
  __local uint left, found;
  int row = get_group_id(0), lane = get_local_id(0);
  __global const float* scores = z + (size_t)row * columns;
  if (lane == 0) { prefix = 0; left = n; found = 0; }
  for (int shift = 56; shift >= 0; shift -= 8) {
    for (int i = lane; i < 256; i += LANES) bins[i] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = lane; i < columns; i += LANES) {
      ulong key = key_of(scores[i], ranks[i]);
      if (shift == 56 || (key >> (shift + 8)) == (prefix >> (shift + 8))) atomic_inc(&bins[(key >> shift) & 255]);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (lane == 0) {
      uint bin = 0;
      while (bin < 255 && bins[bin] < left) left -= bins[bin++];
      prefix |= (ulong)bin << shift;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  for (int i = lane; i < columns; i += LANES) {
    ulong key = key_of(scores[i], ranks[i]);
    if (key <= prefix && key != ULONG_MAX) keys[(size_t)row * n + atomic_inc(&found)] = key;
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lane == 0) counts[row] = found;
}
