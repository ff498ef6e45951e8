// oneDNN's C API (Debian's libdnnl 2.6), and a few calls that spare Swift its twelve-fold tuples.
//
// Every call here is float32 and row-major; pictures are NHWC. An operation is made once for a shape, holds no data,
// and may run on several threads at a time.
#pragma once
#include <oneapi/dnnl/dnnl.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct limn_operation limn_operation;

// The sizes of a convolution; `residual` adds a tensor of the result's shape before the activation.
typedef struct {
    int64_t batch, height, width, in_channels, out_channels;
    int64_t kernel_y, kernel_x, stride;
    int64_t pad_top, pad_left, pad_bottom, pad_right;
    bool bias, residual;
    int activation;  // a dnnl_alg_kind_t, or 0
    float alpha;
} limn_convolution;

// The sizes of y = x Wᵀ (+ bias) (+ residual), W being (out, in).
typedef struct {
    int64_t rows, in_width, out_width;
    bool bias, residual;
    int activation;
    float alpha;
} limn_linear;

// How many OpenMP threads the calling thread's next operations are made for and run on.
void limn_onednn_set_threads(int count);

// target = scale · left · right, row-major; "T" reads a matrix transposed, "N" as it is. Returns a dnnl_status_t.
int limn_sgemm(
    char transposes_left, char transposes_right, int64_t rows, int64_t columns, int64_t inner, float scale,
    const float *left, int64_t left_stride, const float *right, int64_t right_stride, float *target,
    int64_t target_stride);

// Each returns a dnnl_status_t, 0 where all is well.
int limn_convolution_create(const limn_convolution *shape, limn_operation **made);
int limn_linear_create(const limn_linear *shape, limn_operation **made);
int limn_eltwise_create(int64_t count, int algorithm, float alpha, limn_operation **made);
int limn_softmax_create(int64_t rows, int64_t width, limn_operation **made);
// `weights` of the run are `width` scales followed by `width` shifts.
int limn_layer_norm_create(int64_t rows, int64_t width, float epsilon, limn_operation **made);
void limn_operation_free(limn_operation *operation);

// Bytes that the weights take in the layout that this operation wants; 0 where it has none.
size_t limn_operation_weight_bytes(const limn_operation *operation);
// Both want their weights in the same layout, so one packed copy serves both.
bool limn_operation_shares_weights(const limn_operation *a, const limn_operation *b);
// From (out, in) or (out, in, y, x) into that layout.
int limn_operation_pack(const limn_operation *operation, const float *plain, void *packed);
// `weights`, `bias` and `residual` may be null where the operation has none; `source` may be `target` where it works in
// place, `residual` may not.
int limn_operation_run(
    const limn_operation *operation, const float *source, const void *weights, const float *bias,
    const float *residual, float *target);
