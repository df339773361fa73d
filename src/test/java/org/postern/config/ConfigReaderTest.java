package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReaderTest {
    private final ConfigReader reader = new ConfigReader(() -> "machine.example");

    @TempDir
    Path dir;

    static Stream<Arguments> wrongSets() {
        return Stream.of(
                Arguments.of("imap.port", "--set imap.port: must be key=value"),
                Arguments.of("=3", "--set : unknown key "),
                Arguments.of("imap.port=", "--set imap.port: imap.port: not a whole number: ''"),
                Arguments.of("imap.port=65536", "imap.port: out of range: 65536 (from 0 to 65535)"),
                Arguments.of("imap.port=-1", "out of range: -1"),
                Arguments.of("imap.port=1e3", "not a whole number: '1e3'"),
                Arguments.of("imap.prot=1", "unknown key imap.prot (did you mean imap.port?)"),
                Arguments.of("max-size=1", "unknown key max-size (did you mean delivery.max-size?)"),
                Arguments.of("completely.different=1", "unknown key completely.different"),
                Arguments.of("quota.warn-at=80,101", "out of range: 101 (from 1 to 100)"),
                Arguments.of("quota.warn-at=0", "out of range: 0"),
                Arguments.of("quota.default=lots", "not a size: 'lots'"),
                Arguments.of("quota.when-full=bounce", "must be \"reject\" or \"defer\", not 'bounce'"),
                Arguments.of("delivery.max-size=unlimited", "must be a size above 0"),
                Arguments.of("delivery.max-size=0", "must be a size above 0"),
                Arguments.of("delivery.subaddress=++", "must be one of"),
                Arguments.of("delivery.subaddress=/", "must be one of"),
                Arguments.of("limits.idle=30", "not a duration: '30'"),
                Arguments.of("limits.idle=0s", "out of range: '0s'"),
                Arguments.of("store.keep-expunged=14", "not a duration: '14'"),
                Arguments.of("store.keep-expunged=0s", "out of range: '0s'"),
                Arguments.of("store.keep-small=65K", "out of range: '65K' (from 0 to 64K)"),
                Arguments.of("store.keep-small=unlimited", "out of range: 'unlimited'"),
                Arguments.of("limits.login=999999999d", "out of range"),
                Arguments.of("limits.connections=0", "out of range: 0"),
                Arguments.of("auth.plaintext-without-tls=yes", "must be true or false, not 'yes'"),
                Arguments.of("bind=localhost", "not an IP address: 'localhost'"),
                Arguments.of("bind=1.2.3.400", "not an IP address: '1.2.3.400'"),
                Arguments.of("bind=12", "not an IP address: '12'"),
                Arguments.of("bind=:::", "not an IP address: ':::'"),
                Arguments.of("bind=", "bind: names no address"),
                Arguments.of("lmtp.bind=[]", "lmtp.bind: names no address"),
                Arguments.of("hostname=a b", "not a domain name: 'a b'"),
                Arguments.of("hostname=", "not a domain name: ''"),
                Arguments.of("hostname=-a.example", "not a domain name"),
                Arguments.of("data-dir= ", "must not be empty"),
                Arguments.of("data-dir=a\0b", "not a path"),
                Arguments.of("lmtp.socket=/" + "x".repeat(107), "longer than a socket's path may be"),
                Arguments.of("bounce.from=postmaster", "not a mail address: 'postmaster'"),
                Arguments.of("bounce.smarthost=relay:0", "out of range: 0"),
                Arguments.of("bounce.smarthost=re lay", "not a host: 're lay'"),
                Arguments.of("bounce.smarthost=[::1]x", "not a host"),
                Arguments.of("tls.certificate=/c.pem", "tls.certificate: needs tls.key too"),
                Arguments.of("tls.key=/k.pem", "tls.key: needs tls.certificate too"),
                Arguments.of("quota.warning-template=/none", "quota.warning-template: cannot read /none"),
                Arguments.of("quota.webhook=http://example.org/", "must be like https://host/path"),
                Arguments.of("quota.webhook=https://me@example.org/", "without user and fragment"),
                Arguments.of("quota.webhook=https:", "not a URL"),
                Arguments.of("quota.webhook-secret=too short", "quota.webhook-secret: must have 16 to 256"),
                Arguments.of("quota.webhook-secret=0123456789abcdef", "needs quota.webhook too"),
                Arguments.of("tls.minimum=1.1", "must be \"1.2\" or \"1.3\", not '1.1'"),
                Arguments.of("imap.port=993", "--set imap.port: imap.port: port 993 is already that of imap.tls-port"),
                Arguments.of("lmtp.port=110", "lmtp.port: port 110 is already that of pop3.port"),
                Arguments.of("smtp.port=24", "smtp.port: port 24 is already that of lmtp.port"),
                Arguments.of("admin.port=8080", "admin.port: this version has no such listener; only 0 is possible"),
                Arguments.of("pop3.uidl=%v", "must be printable text with %u, %f or %g"),
                Arguments.of("pop3.uidl=%u%m", "must be printable text with %u, %f or %g"),
                Arguments.of("pop3.uidl=%u %v", "must be printable text with %u, %f or %g"),
                Arguments.of("log.level=verbose", "must be \"error\" or \"warn\""));
    }

    @ParameterizedTest
    @MethodSource("wrongSets")
    void refuses(String set, String complaint) {
        ConfigException e = refused(Optional.empty(), Map.of(), List.of(set));

        assertThat(e.problems()).singleElement().asString().contains(complaint);
    }

    @Test
    void reportsEveryErrorOfEverySourceAtOnce() throws IOException {
        Path file = write("""
                hostnam = "a.example"
                bind = "::1"
                data-dir = 5

                [imap]
                port = "143"
                tls-port = 99999
                [imapp]
                port = 1
                [quota]
                warn-at = [80, "x"]
                pop3 = 1
                [log.level]
                x = 1
                """);

        ConfigException e =
                refused(Optional.of(file), Map.of("POSTERN_IMAP_PROT", "1", "POSTERN_LMTP_PORT", "x"), List.of("a=b"));

        assertThat(e.problems())
                .extracting(problem -> problem.toString().replace(file.toString(), "FILE"))
                .containsExactly(
                        "FILE:1:1: unknown key hostnam (did you mean hostname?)",
                        "FILE:2:1: bind: must be a list, each item an IPv4 or IPv6 address, not a text in quotes",
                        "FILE:3:1: data-dir: must be a path, not a whole number",
                        "FILE:6:1: imap.port: must be a port from 1 to 65535, or 0 for off, not a text in quotes",
                        "FILE:7:1: imap.tls-port: out of range: 99999 (from 0 to 65535)",
                        "FILE:8:1: unknown key imapp",
                        "FILE:11:1: quota.warn-at: must be a percentage from 1 to 100, not a text in quotes",
                        "FILE:12:1: unknown key quota.pop3",
                        "FILE:13:1: log.level: must be \"error\" or \"warn\" or \"info\" or \"debug\" or \"trace\","
                                + " not a table",
                        "environment POSTERN_IMAP_PROT: names no key (did you mean POSTERN_IMAP_PORT?)",
                        "environment POSTERN_LMTP_PORT: lmtp.port: not a whole number: 'x'",
                        "--set a: unknown key a");
        assertThat(e).hasMessageContaining("POSTERN_LMTP_PORT");
    }

    @Test
    void syntaxErrorsHaveTheirPlaceToo() throws IOException {
        Path file = write("[imap]\nport = 14x3\n = 5\npop3 = \"a\nimap.x=1\n");

        assertThat(refused(Optional.of(file), Map.of(), List.of()).problems())
                .extracting(problem -> problem.where().substring(file.toString().length()))
                .startsWith(":2:10", ":3:2", ":4:10");
    }

    @Test
    void aTableWhereAValueIsMeant() throws IOException {
        Path file = write("imap = 5\n");

        assertThat(refused(Optional.of(file), Map.of(), List.of()).problems())
                .singleElement()
                .hasToString(file + ":1:1: imap is a table of keys, not a value");
    }

    @Test
    void aFileThatIsNotThereOrNotText() throws IOException {
        Path none = dir.resolve("none.toml");
        Path latin = Files.write(dir.resolve("latin.toml"), "# f\u00fcr\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused(Optional.of(none), Map.of(), List.of())).hasMessage(none + ": no such file");
        assertThat(refused(Optional.of(latin), Map.of(), List.of())).hasMessage(latin + ": is not UTF-8 text");
        assertThat(refused(Optional.of(dir), Map.of(), List.of())).hasMessageContaining("cannot be read");
    }

    @Test
    void anEmptyFileGivesTheDefaultsOfTheContract() throws Exception {
        Settings settings = reader.read(Optional.of(write("")), Map.of("PATH", "/bin"), List.of());

        assertThat(settings).isEqualTo(reader.read(Optional.empty(), Map.of(), List.of()));
        assertThat(settings.hostname()).isEqualTo("machine.example");
        assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/postern"));
        assertThat(settings.defaultDomain()).isEmpty();
        assertThat(settings.bind()).containsExactly(ip("0.0.0.0"), ip("::"));
        assertThat(settings.imap())
                .isEqualTo(new Settings.Imap(
                        OptionalInt.of(143),
                        OptionalInt.of(993),
                        settings.bind(),
                        Set.of(Settings.ImapOffer.COMPRESS, Settings.ImapOffer.UNAUTHENTICATE),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Settings.EightBitHeaders.ACCEPT));
        assertThat(settings.pop3())
                .isEqualTo(new Settings.Pop3(
                        OptionalInt.of(110),
                        OptionalInt.of(995),
                        settings.bind(),
                        "%08Xu%08Xv",
                        MaildropRules.DEFAULT));
        assertThat(settings.lmtp())
                .isEqualTo(
                        new Settings.Lmtp(OptionalInt.of(24), Optional.empty(), List.of(ip("127.0.0.1")), List.of()));
        assertThat(settings.smtp()).isEqualTo(new Settings.Smtp(OptionalInt.empty(), settings.bind()));
        assertThat(settings.admin()).isEqualTo(new Settings.Admin(OptionalInt.empty(), List.of(ip("127.0.0.1"))));
        assertThat(settings.tls()).isEqualTo(new Settings.Tls(Optional.empty(), Settings.TlsVersion.V1_2));
        assertThat(settings.auth())
                .isEqualTo(new Settings.Auth(
                        Settings.PlaintextLogin.ONLY_WITH_TLS, Path.of("/var/lib/postern/users"), List.of()));
        assertThat(settings.quota())
                .isEqualTo(new Settings.Quota(
                        ByteSize.parse("1G"),
                        OptionalLong.empty(),
                        new AccountRules(
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                ByteSize.UNLIMITED,
                                Extra.NONE,
                                List.of(new FolderRule("Trash", Optional.of(new Extra(0, 10))))),
                        Settings.WhenFull.REJECT,
                        List.of(80, 95)));
        assertThat(settings.delivery())
                .isEqualTo(new Settings.Delivery(
                        ByteSize.parse("50M"),
                        Optional.of('+'),
                        Path.of("/var/lib/postern/aliases"),
                        0,
                        Duration.ZERO));
        assertThat(settings.bounce())
                .isEqualTo(new Settings.Bounce(
                        Optional.empty(), "MAILER-DAEMON@machine.example", Settings.Language.EN, Duration.ofDays(5)));
        assertThat(settings.limits())
                .isEqualTo(new Settings.Limits(20000, 100, 200, Duration.ofMinutes(30), Duration.ofMinutes(1)));
        assertThat(settings.log()).isEqualTo(new Settings.Log(Settings.LogLevel.INFO, Settings.LogFormat.TEXT));
    }

    @Test
    void theLaterSourceWins() throws Exception {
        Path file = write("\uFEFFimap.port = 1\npop3.port = 1\nlmtp.port = 1\nimap.tls-port = 2\n");

        Settings settings = reader.read(
                Optional.of(file),
                Map.of("POSTERN_POP3_PORT", "3", "POSTERN_LMTP_PORT", "4", "POSTERN_IMAP_TLS_PORT", "0"),
                List.of("lmtp.port=5", "lmtp.port=6"));

        assertThat(settings.imap().port()).hasValue(1);
        assertThat(settings.imap().tlsPort()).isEmpty();
        assertThat(settings.pop3().port()).hasValue(3);
        assertThat(settings.lmtp().port()).hasValue(6);
    }

    @Test
    void derivedDefaultsFollowTheirKeys() throws Exception {
        Settings settings = reader.read(
                Optional.empty(),
                Map.of("POSTERN_DATA_DIR", "/srv/./mail", "POSTERN_CONFIG", "x", "POSTERN_JAVA_OPTS", "-Xmx1g"),
                List.of("hostname=MX.Example", "bind=[\"::1\", '127.0.0.1']", "delivery.subaddress="));

        assertThat(settings.auth().file()).isEqualTo(Path.of("/srv/mail/users"));
        assertThat(settings.domainFile()).isEqualTo(Path.of("/srv/mail/domains"));
        assertThat(settings.bounce().from()).isEqualTo("MAILER-DAEMON@mx.example");
        assertThat(settings.imap().bind()).containsExactly(ip("::1"), ip("127.0.0.1"));
        assertThat(settings.lmtp().bind()).containsExactly(ip("127.0.0.1"));
        assertThat(settings.delivery().subaddress()).isEmpty();
    }

    @Test
    void onePortOnTwoAddressesIsNoClash() throws Exception {
        Settings settings = reader.read(
                Optional.empty(), Map.of(), List.of("imap.bind=127.0.0.1", "pop3.bind=127.0.0.2", "pop3.port=143"));

        assertThat(settings.pop3().port()).hasValue(143);
    }

    @Test
    void smarthosts() {
        assertThat(HostPort.parse("relay.example")).hasToString("relay.example:25");
        assertThat(HostPort.parse("10.0.0.1:2525")).isEqualTo(new HostPort("10.0.0.1", 2525));
        assertThat(HostPort.parse("[::1]:587").port()).isEqualTo(587);
    }

    @Test
    void everyKeyHasItsOwnVariableAndIsDescribed() {
        assertThat(Keys.all()).extracting(Key::environmentName).doesNotHaveDuplicates();
        assertThat(Keys.all()).allSatisfy(key -> {
            assertThat(key.name()).matches("[a-z0-9]+([.-][a-z0-9]+)*");
            assertThat(key.meaning()).isNotBlank();
            assertThat(key.shownDefault()).isNotBlank();
        });
    }

    @Test
    void aServersCertificateMustBeThereForAServerAlone() throws Exception {
        Path key = Files.writeString(dir.resolve("key.pem"), "key");
        Path file = write("imap.port = 1143\n\n[tls]\ncertificate = \"" + dir + "/none.pem\"\nkey = \"" + key + "\"\n");

        assertThat(reader.read(Optional.of(file), Map.of(), List.of()).tls().files())
                .isPresent();
        assertThatThrownBy(() -> reader.readToServe(Optional.of(file), Map.of(), List.of("tls.key=" + dir)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigProblem::toString)
                                .containsExactly(
                                        file + ":4:1: tls.certificate: " + dir + "/none.pem does not exist",
                                        "--set tls.key: tls.key: " + dir + " is a directory"));
        Files.writeString(dir.resolve("none.pem"), "certificate");
        assertThat(reader.readToServe(Optional.of(file), Map.of(), List.of())
                        .tls()
                        .files())
                .isPresent();
    }

    private ConfigException refused(Optional<Path> file, Map<String, String> env, List<String> sets) {
        return catchThrowableOfType(ConfigException.class, () -> reader.read(file, env, sets));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("postern.toml"), text);
    }

    private static InetAddress ip(String literal) throws IOException {
        return InetAddress.getByName(literal);
    }
}
