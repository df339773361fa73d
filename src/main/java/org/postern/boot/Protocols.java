package org.postern.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.postern.config.Settings;
import org.postern.lmtp.LmtpLimits;
import org.postern.lmtp.LmtpSessions;
import org.postern.net.ListenerSpec;
import org.postern.net.SessionFactory;
import org.postern.net.TlsMode;

/** Which protocol listens where: one row for each listener. */
final class Protocols {
    private final Core core;
    private final Ports ports;
    private final List<ListenerSpec> specs = new ArrayList<>();

    Protocols(Core core, Ports ports) {
        this.core = core;
        this.ports = ports;
    }

    List<ListenerSpec> specs() {
        Settings settings = core.settings();
        SessionFactory lmtp = LmtpSessions.lmtp(core.delivery(), LmtpLimits.DEFAULT);
        add(new Row("lmtp", TlsMode.PLAIN, lmtp), settings.lmtp().port(), settings.lmtp().bind());
        settings.lmtp()
                .socket()
                .ifPresent(path -> specs.add(
                        new ListenerSpec("lmtp-socket", UnixDomainSocketAddress.of(path), TlsMode.PLAIN, lmtp)));
        return List.copyOf(specs);
    }

    private record Row(String name, TlsMode tls, SessionFactory sessions) {}

    private void add(Row row, OptionalInt port, List<InetAddress> addresses) {
        port.ifPresent(number -> addresses.forEach(address -> specs.add(new ListenerSpec(
                row.name(),
                new InetSocketAddress(address, ports == Ports.ANY_FREE ? 0 : number),
                row.tls(),
                row.sessions()))));
    }
}
