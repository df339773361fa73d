package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.mime.EncodedWords;
import org.postern.mime.Octets;

final class EncodedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Your mailbox is 80 % full",
                "ä",
                "Ihr Postfach ist voll, neue Nachrichten werden zurückgewiesen, bis wieder genügend Platz da ist",
                "🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔",
            })
    void whatIsEncodedReadsTheSame(String text) {
        String encoded = EncodedText.of(text);
        assertThat(EncodedText.isAscii(encoded)).isTrue();
        assertThat(encoded.lines()).allMatch(line -> line.length() <= 78);
        assertThat(EncodedWords.decode(Octets.latin1(encoded.replace("\n", "\r\n"))))
                .isEqualTo(text);
    }
}
