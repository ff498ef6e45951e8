#define _GNU_SOURCE
#include "COneDNN.h"
#include "CLibrary.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static limn_library library = {.file = "libdnnl.so.2", .package = "libdnnl2"};

// What is called of oneDNN, which is loaded at the first call.
#define dnnl_convolution_forward_desc_init LIMN_FUNCTION(library, dnnl_convolution_forward_desc_init)
#define dnnl_eltwise_forward_desc_init LIMN_FUNCTION(library, dnnl_eltwise_forward_desc_init)
#define dnnl_engine_create LIMN_FUNCTION(library, dnnl_engine_create)
#define dnnl_inner_product_forward_desc_init LIMN_FUNCTION(library, dnnl_inner_product_forward_desc_init)
#define dnnl_layer_normalization_forward_desc_init LIMN_FUNCTION(library, dnnl_layer_normalization_forward_desc_init)
#define dnnl_memory_create LIMN_FUNCTION(library, dnnl_memory_create)
#define dnnl_memory_desc_equal LIMN_FUNCTION(library, dnnl_memory_desc_equal)
#define dnnl_memory_desc_get_size LIMN_FUNCTION(library, dnnl_memory_desc_get_size)
#define dnnl_memory_desc_init_by_tag LIMN_FUNCTION(library, dnnl_memory_desc_init_by_tag)
#define dnnl_memory_destroy LIMN_FUNCTION(library, dnnl_memory_destroy)
#define dnnl_post_ops_append_binary LIMN_FUNCTION(library, dnnl_post_ops_append_binary)
#define dnnl_post_ops_append_eltwise LIMN_FUNCTION(library, dnnl_post_ops_append_eltwise)
#define dnnl_post_ops_append_sum LIMN_FUNCTION(library, dnnl_post_ops_append_sum)
#define dnnl_post_ops_create LIMN_FUNCTION(library, dnnl_post_ops_create)
#define dnnl_post_ops_destroy LIMN_FUNCTION(library, dnnl_post_ops_destroy)
#define dnnl_primitive_attr_create LIMN_FUNCTION(library, dnnl_primitive_attr_create)
#define dnnl_primitive_attr_destroy LIMN_FUNCTION(library, dnnl_primitive_attr_destroy)
#define dnnl_primitive_attr_set_post_ops LIMN_FUNCTION(library, dnnl_primitive_attr_set_post_ops)
#define dnnl_primitive_attr_set_scratchpad_mode LIMN_FUNCTION(library, dnnl_primitive_attr_set_scratchpad_mode)
#define dnnl_primitive_create LIMN_FUNCTION(library, dnnl_primitive_create)
#define dnnl_primitive_desc_create LIMN_FUNCTION(library, dnnl_primitive_desc_create)
#define dnnl_primitive_desc_destroy LIMN_FUNCTION(library, dnnl_primitive_desc_destroy)
#define dnnl_primitive_desc_query_md LIMN_FUNCTION(library, dnnl_primitive_desc_query_md)
#define dnnl_primitive_destroy LIMN_FUNCTION(library, dnnl_primitive_destroy)
#define dnnl_primitive_execute LIMN_FUNCTION(library, dnnl_primitive_execute)
#define dnnl_reorder_primitive_desc_create LIMN_FUNCTION(library, dnnl_reorder_primitive_desc_create)
#define dnnl_sgemm LIMN_FUNCTION(library, dnnl_sgemm)
#define dnnl_softmax_forward_desc_init LIMN_FUNCTION(library, dnnl_softmax_forward_desc_init)
#define dnnl_stream_create LIMN_FUNCTION(library, dnnl_stream_create)
#define dnnl_stream_destroy LIMN_FUNCTION(library, dnnl_stream_destroy)
#define dnnl_stream_wait LIMN_FUNCTION(library, dnnl_stream_wait)

// How the residual is added: not at all, to what the target holds, or as an operand of its own.
enum residual { NO_RESIDUAL, SUMMED, SEPARATE };

struct limn_operation {
    dnnl_primitive_t primitive;
    dnnl_memory_desc_t source, weights, bias, target, scratchpad;
    dnnl_memory_desc_t plain_weights;
    bool has_weights, has_bias;
    enum residual residual;
    int weights_argument;
    size_t scratchpad_bytes;
};

static dnnl_engine_t engine;
static int engine_status;

static void make_engine(void) {
    engine_status = limn_library_load(&library) ? dnnl_unimplemented : dnnl_engine_create(&engine, dnnl_cpu, 0);
}

static int ready(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_engine);
    return engine_status;
}

typedef void (*set_threads)(int);
static set_threads chosen_set_threads;

static void find_set_threads(void) {
    if (limn_library_load(&library)) return;
    // The OpenMP library comes with oneDNN and has no other header or link of its own here.
    chosen_set_threads = (set_threads)dlsym(RTLD_DEFAULT, "omp_set_num_threads");
}

void limn_onednn_set_threads(int count) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find_set_threads);
    if (chosen_set_threads) chosen_set_threads(count);
}

int limn_sgemm(
    char transposes_left, char transposes_right, int64_t rows, int64_t columns, int64_t inner, float scale,
    const float *left, int64_t left_stride, const float *right, int64_t right_stride, float *target,
    int64_t target_stride) {
    return dnnl_sgemm(
        transposes_left, transposes_right, rows, columns, inner, scale, left, left_stride, right, right_stride, 0,
        target, target_stride);
}

// The primitive keeps no memory of its own: a scratchpad that belongs to it could not be used by two threads.
static int attributes(
    enum residual residual, const dnnl_memory_desc_t *target, int activation, float alpha, dnnl_primitive_attr_t *made) {
    int status = dnnl_primitive_attr_create(made);
    if (status) return status;
    status = dnnl_primitive_attr_set_scratchpad_mode(*made, dnnl_scratchpad_mode_user);
    if (!status && (residual || activation)) {
        dnnl_post_ops_t after;
        status = dnnl_post_ops_create(&after);
        if (!status) {
            if (residual == SUMMED) status = dnnl_post_ops_append_sum(after, 1.0f);
            if (residual == SEPARATE) status = dnnl_post_ops_append_binary(after, dnnl_binary_add, target);
            if (!status && activation)
                status = dnnl_post_ops_append_eltwise(after, 1.0f, (dnnl_alg_kind_t)activation, alpha, 0.0f);
            if (!status) status = dnnl_primitive_attr_set_post_ops(*made, after);
            dnnl_post_ops_destroy(after);
        }
    }
    if (status) dnnl_primitive_attr_destroy(*made);
    return status;
}

static int finish(
    const void *description, enum residual residual, const dnnl_memory_desc_t *target, int activation, float alpha,
    bool has_weights, bool has_bias, const dnnl_memory_desc_t *plain_weights, limn_operation **made) {
    dnnl_primitive_attr_t attribute;
    int status = attributes(residual, target, activation, alpha, &attribute);
    if (status) return status;
    dnnl_primitive_desc_t chosen;
    status = dnnl_primitive_desc_create(&chosen, description, attribute, engine, NULL);
    dnnl_primitive_attr_destroy(attribute);
    if (status) return status;
    limn_operation *operation = calloc(1, sizeof(limn_operation));
    if (!operation) {
        dnnl_primitive_desc_destroy(chosen);
        return dnnl_out_of_memory;
    }
    status = dnnl_primitive_create(&operation->primitive, chosen);
    if (!status) {
        operation->source = *dnnl_primitive_desc_query_md(chosen, dnnl_query_src_md, 0);
        operation->target = *dnnl_primitive_desc_query_md(chosen, dnnl_query_dst_md, 0);
        operation->scratchpad = *dnnl_primitive_desc_query_md(chosen, dnnl_query_scratchpad_md, 0);
        operation->scratchpad_bytes = dnnl_memory_desc_get_size(&operation->scratchpad);
        operation->has_weights = has_weights;
        operation->has_bias = has_bias;
        operation->residual = residual;
        operation->weights_argument = DNNL_ARG_WEIGHTS;
        if (has_weights) operation->weights = *dnnl_primitive_desc_query_md(chosen, dnnl_query_weights_md, 0);
        if (has_bias) operation->bias = *dnnl_primitive_desc_query_md(chosen, dnnl_query_weights_md, 1);
        if (plain_weights) operation->plain_weights = *plain_weights;
        *made = operation;
    } else {
        free(operation);
    }
    dnnl_primitive_desc_destroy(chosen);
    return status;
}

int limn_convolution_create(const limn_convolution *shape, limn_operation **made) {
    int status = ready();
    if (status) return status;
    const int64_t out_height = (shape->height + shape->pad_top + shape->pad_bottom - shape->kernel_y) / shape->stride + 1;
    const int64_t out_width = (shape->width + shape->pad_left + shape->pad_right - shape->kernel_x) / shape->stride + 1;
    const dnnl_dims_t source_sizes = {shape->batch, shape->in_channels, shape->height, shape->width};
    const dnnl_dims_t weight_sizes = {shape->out_channels, shape->in_channels, shape->kernel_y, shape->kernel_x};
    const dnnl_dims_t bias_sizes = {shape->out_channels};
    const dnnl_dims_t target_sizes = {shape->batch, shape->out_channels, out_height, out_width};
    const dnnl_dims_t strides = {shape->stride, shape->stride};
    const dnnl_dims_t before = {shape->pad_top, shape->pad_left};
    const dnnl_dims_t after = {shape->pad_bottom, shape->pad_right};
    dnnl_memory_desc_t source, weights, plain, bias, target;
    dnnl_memory_desc_init_by_tag(&source, 4, source_sizes, dnnl_f32, dnnl_nhwc);
    dnnl_memory_desc_init_by_tag(&weights, 4, weight_sizes, dnnl_f32, dnnl_format_tag_any);
    dnnl_memory_desc_init_by_tag(&plain, 4, weight_sizes, dnnl_f32, dnnl_oihw);
    dnnl_memory_desc_init_by_tag(&bias, 1, bias_sizes, dnnl_f32, dnnl_x);
    dnnl_memory_desc_init_by_tag(&target, 4, target_sizes, dnnl_f32, dnnl_nhwc);
    dnnl_convolution_desc_t description;
    status = dnnl_convolution_forward_desc_init(
        &description, dnnl_forward_inference, dnnl_convolution_direct, &source, &weights, shape->bias ? &bias : NULL,
        &target, strides, before, after);
    if (status) return status;
    return finish(
        &description, shape->residual ? SUMMED : NO_RESIDUAL, &target, shape->activation, shape->alpha, true, shape->bias,
        &plain, made);
}

int limn_linear_create(const limn_linear *shape, limn_operation **made) {
    int status = ready();
    if (status) return status;
    const dnnl_dims_t source_sizes = {shape->rows, shape->in_width};
    const dnnl_dims_t weight_sizes = {shape->out_width, shape->in_width};
    const dnnl_dims_t bias_sizes = {shape->out_width};
    const dnnl_dims_t target_sizes = {shape->rows, shape->out_width};
    dnnl_memory_desc_t source, weights, plain, bias, target;
    dnnl_memory_desc_init_by_tag(&source, 2, source_sizes, dnnl_f32, dnnl_ab);
    dnnl_memory_desc_init_by_tag(&weights, 2, weight_sizes, dnnl_f32, dnnl_format_tag_any);
    dnnl_memory_desc_init_by_tag(&plain, 2, weight_sizes, dnnl_f32, dnnl_ab);
    dnnl_memory_desc_init_by_tag(&bias, 1, bias_sizes, dnnl_f32, dnnl_x);
    dnnl_memory_desc_init_by_tag(&target, 2, target_sizes, dnnl_f32, dnnl_ab);
    dnnl_inner_product_desc_t description;
    status = dnnl_inner_product_forward_desc_init(
        &description, dnnl_forward_inference, &source, &weights, shape->bias ? &bias : NULL, &target);
    if (status) return status;
    if (!shape->residual)
        return finish(
            &description, NO_RESIDUAL, NULL, shape->activation, shape->alpha, true, shape->bias, &plain, made);
    // As a sum, some processors' products begin with the residual and round otherwise than when it is added at the end.
    status = finish(&description, SEPARATE, &target, shape->activation, shape->alpha, true, shape->bias, &plain, made);
    if (status != dnnl_unimplemented) return status;
    return finish(&description, SUMMED, NULL, shape->activation, shape->alpha, true, shape->bias, &plain, made);
}

int limn_eltwise_create(int64_t count, int algorithm, float alpha, limn_operation **made) {
    int status = ready();
    if (status) return status;
    const dnnl_dims_t sizes = {count};
    dnnl_memory_desc_t data;
    dnnl_memory_desc_init_by_tag(&data, 1, sizes, dnnl_f32, dnnl_x);
    dnnl_eltwise_desc_t description;
    status = dnnl_eltwise_forward_desc_init(
        &description, dnnl_forward_inference, (dnnl_alg_kind_t)algorithm, &data, alpha, 0.0f);
    if (status) return status;
    return finish(&description, NO_RESIDUAL, NULL, 0, 0, false, false, NULL, made);
}

int limn_softmax_create(int64_t rows, int64_t width, limn_operation **made) {
    int status = ready();
    if (status) return status;
    const dnnl_dims_t sizes = {rows, width};
    dnnl_memory_desc_t data;
    dnnl_memory_desc_init_by_tag(&data, 2, sizes, dnnl_f32, dnnl_ab);
    dnnl_softmax_desc_t description;
    status = dnnl_softmax_forward_desc_init(&description, dnnl_forward_inference, &data, 1);
    if (status) return status;
    return finish(&description, NO_RESIDUAL, NULL, 0, 0, false, false, NULL, made);
}

int limn_layer_norm_create(int64_t rows, int64_t width, float epsilon, limn_operation **made) {
    int status = ready();
    if (status) return status;
    const dnnl_dims_t sizes = {rows, width};
    const dnnl_dims_t statistic_sizes = {rows};
    const dnnl_dims_t weight_sizes = {2, width};
    dnnl_memory_desc_t data, statistics, plain;
    dnnl_memory_desc_init_by_tag(&data, 2, sizes, dnnl_f32, dnnl_ab);
    dnnl_memory_desc_init_by_tag(&statistics, 1, statistic_sizes, dnnl_f32, dnnl_x);
    dnnl_memory_desc_init_by_tag(&plain, 2, weight_sizes, dnnl_f32, dnnl_ab);
    dnnl_layer_normalization_desc_t description;
    status = dnnl_layer_normalization_forward_desc_init(
        &description, dnnl_forward_inference, &data, &statistics, epsilon, dnnl_use_scaleshift);
    if (status) return status;
    status = finish(&description, NO_RESIDUAL, NULL, 0, 0, false, false, &plain, made);
    if (status) return status;
    (*made)->has_weights = true;
    (*made)->weights = plain;
    (*made)->weights_argument = DNNL_ARG_SCALE_SHIFT;
    return status;
}

void limn_operation_free(limn_operation *operation) {
    if (!operation) return;
    dnnl_primitive_destroy(operation->primitive);
    free(operation);
}

size_t limn_operation_weight_bytes(const limn_operation *operation) {
    return operation->has_weights ? dnnl_memory_desc_get_size(&operation->weights) : 0;
}

bool limn_operation_shares_weights(const limn_operation *a, const limn_operation *b) {
    return a->has_weights && b->has_weights && dnnl_memory_desc_equal(&a->weights, &b->weights);
}

int limn_operation_pack(const limn_operation *operation, const float *plain, void *packed) {
    dnnl_primitive_desc_t chosen;
    dnnl_primitive_t reorder = NULL;
    dnnl_stream_t stream = NULL;
    dnnl_memory_t from = NULL, to = NULL;
    int status = dnnl_reorder_primitive_desc_create(
        &chosen, &operation->plain_weights, engine, &operation->weights, engine, NULL);
    if (status) return status;
    status = dnnl_primitive_create(&reorder, chosen);
    dnnl_primitive_desc_destroy(chosen);
    if (!status) status = dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
    if (!status) status = dnnl_memory_create(&from, &operation->plain_weights, engine, (void *)plain);
    if (!status) status = dnnl_memory_create(&to, &operation->weights, engine, packed);
    if (!status) {
        const dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
        status = dnnl_primitive_execute(reorder, stream, 2, arguments);
        if (!status) status = dnnl_stream_wait(stream);
    }
    if (from) dnnl_memory_destroy(from);
    if (to) dnnl_memory_destroy(to);
    if (stream) dnnl_stream_destroy(stream);
    if (reorder) dnnl_primitive_destroy(reorder);
    return status;
}

int limn_operation_run(
    const limn_operation *operation, const float *source, const void *weights, const float *bias,
    const float *residual, float *target) {
    dnnl_exec_arg_t arguments[6];
    dnnl_memory_t memories[6];
    int count = 0;
    int status = dnnl_success;
    void *scratchpad = NULL;
    dnnl_stream_t stream = NULL;
#define ATTACH(argument, description, pointer)                                                       \
    if (!status) {                                                                                   \
        status = dnnl_memory_create(&memories[count], &(description), engine, (void *)(pointer));    \
        if (!status) {                                                                               \
            arguments[count].arg = (argument);                                                       \
            arguments[count].memory = memories[count];                                               \
            count++;                                                                                 \
        }                                                                                            \
    }
    if (operation->residual == SUMMED) memcpy(target, residual, dnnl_memory_desc_get_size(&operation->target));
    ATTACH(DNNL_ARG_SRC, operation->source, source)
    ATTACH(DNNL_ARG_DST, operation->target, target)
    if (operation->has_weights) ATTACH(operation->weights_argument, operation->weights, weights)
    if (operation->has_bias) ATTACH(DNNL_ARG_BIAS, operation->bias, bias)
    if (operation->residual == SEPARATE)
        ATTACH(DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1, operation->target, residual)
    if (operation->scratchpad_bytes > 0) {
        if (posix_memalign(&scratchpad, 64, operation->scratchpad_bytes)) status = dnnl_out_of_memory;
        ATTACH(DNNL_ARG_SCRATCHPAD, operation->scratchpad, scratchpad)
    }
#undef ATTACH
    if (!status) status = dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
    if (!status) status = dnnl_primitive_execute(operation->primitive, stream, count, arguments);
    if (!status) status = dnnl_stream_wait(stream);
    if (stream) dnnl_stream_destroy(stream);
    for (int index = 0; index < count; index++) dnnl_memory_destroy(memories[index]);
    free(scratchpad);
    return status;
}
