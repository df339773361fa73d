package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class OctetBuilderTest {
    @Test
    void aLongArrayIsNotKeptForWhatComesNext() {
        OctetBuilder out = new OctetBuilder();
        out.begin(1).octets(ByteBuffer.allocate(1 << 18)).end();
        out.clear();
        assertThat(out.octets().array()).hasSizeLessThan(1 << 14);
        assertThat(out.begin(1).number(5).end().size()).isEqualTo(10);
    }
}
