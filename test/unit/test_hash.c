/* Hashes: fixed values (compiled tables hold them), sensitivity to every bit, spread; SHA-256 against its standard's vectors. */
#include "test.h"

#include "base/base.h"

static void sha256_matches_the_standard(void **state)
{
    (void)state;
    char hex[65];
    toll_sha256_hex(hex, "", 0);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    toll_sha256_hex(hex, "abc", 3);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    toll_sha256_hex(hex, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    uint8_t digest[32];
    toll_sha256(digest, NULL, 0);
    assert_int_equal(digest[0], 0xE3);
    assert_int_equal(digest[31], 0x55);
}

static void every_bit_and_the_length_count(void **state)
{
    (void)state;
    unsigned char data[80] = {0};
    for (size_t len = 0; len < 80; len++) {
        uint64_t hash = toll_hash(data, len, 0);
        assert_true(hash != toll_hash(data, len, 1));
        assert_true(hash != toll_hash(data, len + (len < 79), 0) || len == 79);
        for (size_t bit = 0; bit < len * 8; bit++) {
            data[bit / 8] ^= (unsigned char)(1 << bit % 8);
            assert_true(toll_hash(data, len, 0) != hash);
            data[bit / 8] ^= (unsigned char)(1 << bit % 8);
        }
    }
}

static void similar_keys_spread_evenly(void **state)
{
    (void)state;
    enum { SLOTS = 1024, KEYS = 64 * SLOTS };
    static unsigned low[SLOTS], high[SLOTS];
    for (unsigned i = 0; i < KEYS; i++) {
        uint64_t hash = toll_hash(&i, sizeof i, 7);
        low[hash % SLOTS]++;
        high[hash >> 54]++;
    }
    for (size_t i = 0; i < SLOTS; i++) { /* 64 expected, standard deviation 8 */
        assert_in_range(low[i], 20, 108);
        assert_in_range(high[i], 20, 108);
    }
}

static void the_function_is_the_same_everywhere(void **state)
{
    (void)state;
    assert_int_equal(toll_hash("", 0, 0), 0x6BA8ED99319B395Fu);
    assert_int_equal(toll_hash("killed", 6, 0), 0x3E07CE6F0AEE6BC2u);
    assert_int_equal(toll_hash("the ministry of defence in moscow", 33, 42), 0xCA88295590897181u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_matches_the_standard),
        cmocka_unit_test(every_bit_and_the_length_count),
        cmocka_unit_test(similar_keys_spread_evenly),
        cmocka_unit_test(the_function_is_the_same_everywhere),
    };
    return TOLL_RUN(tests);
}
