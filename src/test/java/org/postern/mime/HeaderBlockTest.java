package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HeaderBlockTest {
    private static final String BLOCK =
            " odd start\r\nSubject:  a\r\n\tb \r\nX-Empty:\r\nno colon here\r\nTo : x\nsubject: second\r\n\r\nBody: y\r\n";

    private final HeaderBlock block = HeaderBlock.parse(BLOCK.getBytes(ISO_8859_1));

    @Test
    void fieldsStandInTheirOrder() {
        assertThat(block.fields())
                .extracting(HeaderField::name)
                .containsExactly("", "Subject", "X-Empty", "", "To", "subject");
        assertThat(block.fields())
                .extracting(field -> field.value().latin1())
                .containsExactly("odd start", "a\tb", "", "no colon here", "x", "second");
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(block.first("SUBJECT").map(field -> field.raw().latin1())).contains("  a\r\n\tb ");
        assertThat(block.all("subject")).extracting(HeaderField::text).containsExactly("a\tb", "second");
        assertThat(block.first("to")).isPresent();
        assertThat(block.first("Subj")).isEmpty();
        assertThat(block.first("Body")).isEmpty();
        assertThat(block.all("Bcc")).isEmpty();
    }

    @Test
    void theFieldsTogetherAreTheBlock() {
        StringBuilder all = new StringBuilder();
        block.fields().forEach(field -> all.append(ISO_8859_1.decode(block.octets(field))));
        assertThat(BLOCK).startsWith(all + "\r\n");
        assertThat(ISO_8859_1
                        .decode(block.octets(block.first("To").orElseThrow()))
                        .toString())
                .isEqualTo("To : x\n");
    }

    @Test
    void aBlockMayBeCutAnywhere() {
        for (int length = 0; length < BLOCK.length(); length++) {
            HeaderBlock cut = HeaderBlock.parse(BLOCK.substring(0, length).getBytes(ISO_8859_1));
            assertThat(cut.fields())
                    .allSatisfy(field -> assertThat(field.span().size()).isPositive());
        }
    }

    @Test
    void isReadFromItsPlaceUpToTheLimit() throws IOException {
        byte[] message = Outline.crlf("Content-Type: message/rfc822\n\nSubject: inner\nTo: x\n\nbody");
        OctetSource source = Outline.trickling(message, new Random(1));
        MimePart inner = new MessageScanner().scan(source).message();
        assertThat(names(HeaderBlock.read(source, inner.header(), MimeLimits.DEFAULT)))
                .containsExactly("Subject", "To");
        assertThat(names(HeaderBlock.read(source, inner.header(), MimeLimits.DEFAULT.withHeaderOctets(16))))
                .containsExactly("Subject");
    }

    @Test
    void theFirstNamesAndAddressesMakeTheEnvelope() {
        HeaderBlock header = HeaderBlock.parse(Outline.crlf("""
                From: a@x
                From: b@x
                Sender:
                Subject: one
                 two
                Subject: three
                In-Reply-To:
                To: c@x
                """));
        Envelope envelope = Envelope.of(header, MimeLimits.DEFAULT);
        assertThat(envelope.from()).hasSize(2).isEqualTo(envelope.sender()).isEqualTo(envelope.replyTo());
        assertThat(envelope.to()).hasSize(1);
        assertThat(envelope.subject()).contains(Octets.latin1("one two"));
        assertThat(envelope.inReplyTo()).contains(Octets.EMPTY);
        assertThat(envelope.date()).isEmpty();
        assertThat(Envelope.EMPTY.from()).isEmpty();
    }

    private static List<String> names(HeaderBlock header) {
        return header.fields().stream().map(HeaderField::name).toList();
    }
}
