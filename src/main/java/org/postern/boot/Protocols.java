package org.postern.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.postern.auth.PlaintextPolicy;
import org.postern.config.Settings;
import org.postern.imap.session.ImapServices;
import org.postern.imap.session.ImapSessions;
import org.postern.imap.state.AppendLimits;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.KeptKeys;
import org.postern.imap.state.MessageLimit;
import org.postern.lmtp.LmtpLimits;
import org.postern.lmtp.LmtpServices;
import org.postern.lmtp.LmtpSessions;
import org.postern.net.ConnectionCounts;
import org.postern.net.ListenerSpec;
import org.postern.net.SessionFactory;
import org.postern.net.TlsMode;
import org.postern.policy.PolicySessions;
import org.postern.pop3.Pop3Limits;
import org.postern.pop3.Pop3Services;
import org.postern.pop3.Pop3Sessions;

/** Which protocol listens where: one row for each listener. */
final class Protocols {
    private final Core core;
    private final ConnectionCounts counts;
    private final Ports ports;
    private final PlaintextPolicy plaintext;
    private final KeptKeys keptKeys =
            new KeptKeys(Math.min(KeptKeys.MOST, Runtime.getRuntime().maxMemory() / 8));
    private final List<ListenerSpec> specs = new ArrayList<>();

    Protocols(Core core, ConnectionCounts counts, Ports ports) {
        this.core = core;
        this.counts = counts;
        this.ports = ports;
        this.plaintext = plaintext(core.settings());
    }

    List<ListenerSpec> specs() {
        Settings settings = core.settings();
        Settings.Imap imap = settings.imap();
        add(new Row("imap", TlsMode.PLAIN, new ImapSessions(this::imap, "imap")), imap.port(), imap.bind());
        add(new Row("imaps", TlsMode.IMPLICIT, new ImapSessions(this::imap, "imaps")), imap.tlsPort(), imap.bind());
        Settings.Pop3 pop3 = settings.pop3();
        Pop3Services services = pop3();
        add(new Row("pop3", TlsMode.PLAIN, pop3(services, "pop3")), pop3.port(), pop3.bind());
        add(new Row("pop3s", TlsMode.IMPLICIT, pop3(services, "pop3s")), pop3.tlsPort(), pop3.bind());
        LmtpServices mail = new LmtpServices(
                core.delivery(),
                core.settlement(),
                core.audit(),
                Set.copyOf(settings.lmtp().trusted()));
        SessionFactory lmtp = LmtpSessions.lmtp(mail, LmtpLimits.DEFAULT);
        add(
                new Row("lmtp", TlsMode.PLAIN, lmtp),
                settings.lmtp().port(),
                settings.lmtp().bind());
        settings.lmtp()
                .socket()
                .ifPresent(path -> specs.add(
                        new ListenerSpec("lmtp-socket", UnixDomainSocketAddress.of(path), TlsMode.PLAIN, lmtp)));
        add(
                new Row("smtp", TlsMode.PLAIN, LmtpSessions.smtp(mail, LmtpLimits.DEFAULT)),
                settings.smtp().port(),
                settings.smtp().bind());
        add(
                new Row("policy", TlsMode.PLAIN, new PolicySessions(core.delivery())),
                settings.policy().port(),
                settings.policy().bind());
        return List.copyOf(specs);
    }

    private ImapServices imap() {
        return new ImapServices(
                core.sharing(),
                core.authenticator(),
                plaintext,
                counts,
                core.audit(),
                new DirectoryAdministration(core),
                limits(core.settings()),
                options(core.settings().imap()),
                keptKeys,
                core.clock());
    }

    private static Set<ImapOption> options(Settings.Imap imap) {
        Set<ImapOption> options = EnumSet.noneOf(ImapOption.class);
        for (Settings.ImapOffer offer : imap.offers()) {
            options.add(
                    switch (offer) {
                        case COMPRESS -> ImapOption.COMPRESS;
                        case UNAUTHENTICATE -> ImapOption.UNAUTHENTICATE;
                        case REFERRALS -> ImapOption.LOGIN_REFERRALS;
                    });
        }
        return options;
    }

    private static ImapLimits limits(Settings settings) {
        Settings.Imap imap = settings.imap();
        AppendLimits append =
                AppendLimits.DEFAULT.withMessage(settings.delivery().maxSize().octets());
        return ImapLimits.DEFAULT
                .withMessages(new MessageLimit(imap.messageLimit(), imap.saveLimit()))
                .withAppend(
                        switch (imap.eightBitHeaders()) {
                            case ACCEPT -> append.withEightBitHeaders(AppendLimits.EightBitHeaders.ACCEPTED);
                            case REJECT -> append.withEightBitHeaders(AppendLimits.EightBitHeaders.REJECTED);
                        });
    }

    private Pop3Services pop3() {
        return new Pop3Services(
                core.maildrops(),
                core.authenticator(),
                new SubaddressLogins(core.users(), core::settings),
                plaintext,
                counts,
                core.audit(),
                "Postern " + Version.text());
    }

    private static SessionFactory pop3(Pop3Services services, String name) {
        return new Pop3Sessions(services, Pop3Limits.DEFAULT, name);
    }

    private static PlaintextPolicy plaintext(Settings settings) {
        return switch (settings.auth().plaintext()) {
            case ALWAYS -> PlaintextPolicy.ALWAYS;
            case ONLY_WITH_TLS -> PlaintextPolicy.ONLY_WITH_TLS;
        };
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
