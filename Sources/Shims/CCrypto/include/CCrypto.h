// OpenSSL's libcrypto: hashing.
#pragma once
#include <openssl/evp.h>

// The context that EVP's macros and pointers would make awkward from Swift: a SHA-256 in three calls.
EVP_MD_CTX *limn_sha256_begin(void);
void limn_sha256_add(EVP_MD_CTX *context, const void *bytes, size_t count);
// Writes 32 bytes and frees the context.
void limn_sha256_end(EVP_MD_CTX *context, unsigned char *digest);
