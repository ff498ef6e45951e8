#include "CCrypto.h"

EVP_MD_CTX *limn_sha256_begin(void) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context) EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    return context;
}

void limn_sha256_add(EVP_MD_CTX *context, const void *bytes, size_t count) {
    if (context) EVP_DigestUpdate(context, bytes, count);
}

void limn_sha256_end(EVP_MD_CTX *context, unsigned char *digest) {
    if (!context) return;
    EVP_DigestFinal_ex(context, digest, NULL);
    EVP_MD_CTX_free(context);
}
