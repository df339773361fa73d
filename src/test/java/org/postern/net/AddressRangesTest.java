package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "host.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::1/129", "/8"})
    void whatIsNoNetworkIsNamed(String text) {
        assertThatThrownBy(() -> AddressRanges.parse(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/32, 2001:db9::, false",
        "0.0.0.0/0, 127.0.0.1, true",
        "0.0.0.0/0, ::1, false"
    })
    void networksContainTheirAddresses(String range, String address, boolean inside) {
        assertThat(AddressRanges.parse(List.of(range)).contains(NetUtil.createInetAddressFromIpAddressString(address)))
                .isEqualTo(inside);
    }
}
