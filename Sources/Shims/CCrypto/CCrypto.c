// libcrypto is large; it is loaded when something is first hashed.
#include "CCrypto.h"
#include "CLibrary.h"

static limn_library library = {.file = "libcrypto.so.3", .package = "libssl3"};

#define CALL(name) LIMN_FUNCTION(library, name)

EVP_MD_CTX *limn_sha256_begin(void) {
    EVP_MD_CTX *context = CALL(EVP_MD_CTX_new)();
    if (context) CALL(EVP_DigestInit_ex)(context, CALL(EVP_sha256)(), NULL);
    return context;
}

void limn_sha256_add(EVP_MD_CTX *context, const void *bytes, size_t count) {
    if (context) CALL(EVP_DigestUpdate)(context, bytes, count);
}

void limn_sha256_end(EVP_MD_CTX *context, unsigned char *digest) {
    if (!context) return;
    CALL(EVP_DigestFinal_ex)(context, digest, NULL);
    CALL(EVP_MD_CTX_free)(context);
}
