package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats of unique ids: those that give none first. */
final class IdFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "%",
                "%v",
                "%u%",
                "%u %v",
                "%m%u",
                "%{uid}",
                "%%u",
                "%Mu",
                "%Mv%u",
                "%M",
                "%XMf",
                "%08Mf",
                "%u\t",
                "%u\u00e4",
                "%-u",
                "%8u",
                "%08lu",
                "%0123u"
            })
    void whatIsNoFormatIsRefused(String text) {
        assertThatThrownBy(() -> IdFormat.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "%08Xu%08Xv,   000000ff6b08c6a8",
        "%u-%v,        255-1795737256",
        "UID%u-%v,     UID255-1795737256",
        "%v.%u,        1795737256.255",
        "%Xu,          ff",
        "%012u,        000000000255",
        "%f,           name",
        "<%g>,         <name>",
        "%Mf,          b068931cc450442b63f5b3d276ea4297",
        "a%Mg-%u,      ab068931cc450442b63f5b3d276ea4297-255",
        "%v-%u,        1795737256-255",
        "%08Xv%08Xu,   6b08c6a8000000ff",
        "100%%%u,      100%255",
    })
    void variablesStandForWhatTheyMean(String format, String id) {
        assertThat(IdFormat.parse(format).of(255, 1_795_737_256L, "name")).isEqualTo(id);
        assertThat(IdFormat.parse(format)).hasToString(format);
    }

    @Test
    void onlySomeUseTheName() {
        assertThat(IdFormat.DEFAULT.usesName()).isFalse();
        assertThat(IdFormat.parse("%%f%u").usesName()).isFalse();
        assertThat(IdFormat.parse("%f").usesName()).isTrue();
        assertThat(IdFormat.parse("%u%g").usesName()).isTrue();
        assertThat(IdFormat.parse("%Mf").usesName()).isTrue();
    }
}
