package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "M",
                "-1",
                "+1",
                "1.5G",
                "10X",
                "1 G",
                "0x10",
                "infinite",
                "9999999999T",
                "8388608T",
                "99999999999999999999",
                "1GG",
                "K1"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "512K,524288",
        "10m,10485760",
        "1G,1073741824",
        "2T,2199023255552",
        "1KiB,1024",
        "3MB,3145728",
        "8388607T,9223370937343148032",
        "9223372036854775806,9223372036854775806"
    })
    void reads(String text, long octets) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(octets));
    }

    @Test
    void unlimitedIsLargerThanAnySize() {
        assertThat(ByteSize.parse("Unlimited")).isEqualTo(ByteSize.UNLIMITED);
        assertThat(ByteSize.UNLIMITED).isGreaterThan(ByteSize.parse("8388607T")).hasToString("unlimited");
    }

    @Test
    void printsWhatItReads() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            long octets = (random.nextLong() >>> (1 + random.nextInt(62))) << (10 * random.nextInt(3));
            ByteSize size = new ByteSize(Math.abs(octets));
            assertThat(ByteSize.parse(size.toString()))
                    .as("seed %d row %d", seed, i)
                    .isEqualTo(size);
        }
    }
}
