package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.boot.ControlResponse;
import org.postern.boot.Operations;
import org.postern.boot.Server;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands without a server, in this process. */
class PosternTest extends CommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "user",
                "user add",
                "user add a@b c@d",
                "user show",
                "serve --fast",
                "demo --set imap.port=0",
                "demo --set imap.prt=1",
                "mailbox rename a@b c",
                "mailbox check",
                "maildir adopt",
                "maildir adopt a@b /tree --copy --move",
                "maildir release",
                "queue",
                "queue show",
                "queue remove",
                "queue flush a b",
                "quota set a@b",
                "user set",
                "user add x@localhost --password-stdin --forward nowhere",
                "user add x@localhost --password-stdin --forward-keep perhaps",
                "quota set a@b many",
                "domain add -bad-",
                "domain set example.org",
                "deliver",
                "deliver -f x@y",
                "user add ../x@localhost --password-stdin",
                "user add nodomain --password-stdin",
                "user list --set imap.port=x",
                "user list -c /no/such/file.toml",
                "demo --port-base x",
            })
    void wrongUsageEndsWithTwo(String command) {
        assertThat(run("secret\n", command.isEmpty() ? new String[0] : command.split(" ", -1)))
                .isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    @Test
    void everyCommandHelps() {
        Stream<CommandLine> commands = all(Postern.commandLine(terminal("")));

        assertThat(commands.map(line -> line.getCommandSpec()
                        .qualifiedName(" ")
                        .substring("postern".length())
                        .strip()))
                .contains(
                        "serve",
                        "demo",
                        "check",
                        "user add",
                        "domain set",
                        "quota explain",
                        "mailbox status",
                        "mailbox check",
                        "maildir adopt",
                        "queue flush",
                        "deliver")
                .allSatisfy(name -> {
                    String[] words = (name + " --help").strip().split(" ", -1);
                    assertThat(run("", words)).as(name).isZero();
                    assertThat(out()).contains("Usage: postern");
                });
        assertThat(run("", "--version")).isZero();
        assertThat(out()).startsWith("Postern ");
    }

    @Test
    void commandsAreFoundByTheirOwnNames() {
        assertThat(Postern.commandLine(terminal("")).getSubcommands())
                .isNotEmpty()
                .allSatisfy((name, line) -> assertThat(nameOf(line)).isEqualTo(name));
    }

    private static String nameOf(CommandLine line) {
        Class<?> type = line.getCommand().getClass();
        return type.getAnnotation(Command.class).name();
    }

    /** With an address wherever a word is needed. */
    @Test
    void everyCommandAsksForAnOperationThereIs() throws Exception {
        Set<String> asked = new TreeSet<>();
        CommandLine postern = Postern.commandLine(terminal("secret\n".repeat(9)));
        for (CommandLine line : all(postern).toList()) {
            if (line.getCommand() instanceof OperatorCommand command) {
                postern.parseArgs(needed(line.getCommandSpec()));
                asked.add(command.request().operation());
            }
        }
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(Operations.names().stream()
                        .filter(name -> !name.equals("ping"))
                        .toList());
    }

    private static String[] needed(CommandSpec spec) {
        Stream<String> name = Stream.of(spec.qualifiedName(" ").split(" ", -1)).skip(1);
        Stream<String> words = spec.positionalParameters().stream()
                .filter(word -> word.arity().min() > 0)
                .map(word -> "alice@localhost");
        Stream<String> options = spec.options().stream()
                .filter(option -> option.required() && option.group() == null)
                .flatMap(option -> Stream.of(option.longestName(), "alice@localhost"));
        Stream<String> password = Stream.of("--password-stdin").filter(option -> spec.findOption(option) != null);
        return Stream.of(name, words, options, password)
                .flatMap(Function.identity())
                .toArray(String[]::new);
    }

    @Test
    void checkPrintsEveryErrorOrOk() throws Exception {
        assertThat(run("", "check")).isZero();
        assertThat(out()).isEqualTo("ok\n");

        Files.writeString(config, "hostnam = 1\n[imap]\nport = 143000\n");
        assertThat(run("", "check", "-c", config.toString(), "--set", "x=1")).isEqualTo(2);
        assertThat(out().lines())
                .containsExactly(
                        config + ":1:1: unknown key hostnam (did you mean hostname?)",
                        config + ":3:1: imap.port: out of range: 143000 (from 0 to 65535)",
                        "--set x: unknown key x");
    }

    @Test
    void theConfigurationIsFoundInOrder() throws Exception {
        Path other = Files.writeString(dir.resolve("other.toml"), "imap.port = 0.5\n");

        assertThat(run("", "check", "-c", other.toString())).isEqualTo(2);
        environment.put("POSTERN_CONFIG", other.toString());
        assertThat(run("", "check")).isEqualTo(2);
        assertThat(run("", "check", "-c", config.toString())).isZero();
        environment.put("POSTERN_IMAP_PORT", "x");
        assertThat(run("", "check", "-c", config.toString())).isEqualTo(2);
        assertThat(run("", "check", "-c", config.toString(), "--set", "imap.port=1"))
                .isEqualTo(2);
    }

    @Test
    void aDomainMayBeOverAllocatedAndSaysSo() {
        String sentence = "domain d.example is over-allocated: its users may store 15M, all together 12M";
        run("", "domain", "add", "d.example", "--quota", "12M");
        assertThat(run("pw\n", "user", "add", "a@d.example", "--quota", "10M", "--password-stdin"))
                .isZero();
        assertThat(out()).contains("added a@d.example").doesNotContain("over-allocated");
        run("pw\n", "user", "add", "u@d.example", "--quota", "unlimited", "--password-stdin");
        assertThat(out()).doesNotContain("over-allocated");
        run("pw\n", "user", "add", "b@d.example", "--quota", "5M", "--password-stdin");
        assertThat(out()).isEqualTo("added b@d.example; " + sentence + "\n");
        assertThat(run("", "quota", "show", "d.example")).isZero();
        assertThat(out()).endsWith(sentence + "\n");
        assertThat(run("", "check", "--set", "auth.admins=a@d.example")).isZero();
        assertThat(out()).isEqualTo("ok\n");
        assertThat(err()).isEqualTo(sentence + "\n");
        run("", "domain", "set", "d.example", "--quota", "15M");
        assertThat(out()).doesNotContain("over-allocated");
        run("", "quota", "set", "b@d.example", "6M", "--folders", "9", "--message-size", "1M");
        assertThat(out()).contains("over-allocated");
        run("", "user", "show", "b@d.example", "--json");
        assertThat(out()).contains("\"folders\":\"9\",\"folder-messages\":\"default\",\"message-size\":\"1M\"");
        assertThat(run("", "quota", "set", "b@d.example", "--rules", "Old Mail:+1G,Junk:ignored", "--grace", "10%"))
                .isZero();
        assertThat(run("", "quota", "set", "b@d.example", "default", "--folders", "default"))
                .isZero();
        run("", "user", "show", "b@d.example", "--json");
        assertThat(out())
                .contains("\"quota\":\"default\"", "\"folders\":\"default\"")
                .contains("\"quota-rules\":\"Old%20Mail:+1G,Junk:ignored\",\"quota-grace\":\"10%\"");
        assertThat(run("", "quota", "set", "b@d.example")).isEqualTo(2);
    }

    /** A server starts with such files, so that they are no errors; but somebody should know. */
    @Test
    void checkTellsOfUsersDomainsAndAliases() throws Exception {
        Path data = Files.createDirectories(dir.resolve("data"));
        Files.writeString(
                data.resolve("users"),
                "alice@localhost:{PLAIN}x::::::quota=much\nbob@localhost:{PLAIN}x::::::expire=Trash\n");
        Files.writeString(data.resolve("domains"), "localhost quota=1G\n-x-\n");
        Files.writeString(data.resolve("aliases"), "a@localhost: b@localhost\nb@localhost: a@localhost\nx y\n");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger("org.postern.auth");
        log.addAppender(said);
        assertThat(run("", "check")).isZero();
        assertThat(out()).isEqualTo("ok\n");
        assertThat(err().lines())
                .anySatisfy(line -> assertThat(line).startsWith(data + "/users:1: quota "))
                .anySatisfy(line -> assertThat(line).startsWith(data + "/users:2: expire: "))
                .anySatisfy(line -> assertThat(line).startsWith(data + "/domains:2: "))
                .anySatisfy(line -> assertThat(line).startsWith(data + "/aliases:2: comes back to itself"))
                .anySatisfy(line -> assertThat(line).startsWith(data + "/aliases:3: "))
                .noneSatisfy(line -> assertThat(line).contains("smarthost"))
                .doesNotHaveDuplicates();
        log.detachAppender(said);
        assertThat(said.list).as("told once, not in the log too").isEmpty();

        Files.writeString(data.resolve("users"), "bob@localhost:{PLAIN}x::::::forward=Bob@example.com\n");
        Files.writeString(data.resolve("domains"), "");
        Files.writeString(data.resolve("aliases"), "");
        assertThat(run("", "check", "--set", "auth.admins=bob@localhost")).isZero();
        assertThat(err())
                .isEqualTo("no bounce.smarthost is set, but bob@localhost has mail forwarded to Bob@example.com:"
                        + " such mail is answered with 451 until there is one\n");
        assertThat(run("", "check", "--set", "bounce.smarthost=relay.example", "--set", "auth.admins=bob@localhost"))
                .isZero();
        assertThat(err()).isEmpty();
    }

    /** RFC 5321 4.5.1. */
    @Test
    void checkTellsWhereNobodyIsThePostmaster() throws Exception {
        Path data = Files.createDirectories(dir.resolve("data"));
        Files.writeString(config, "hostname = \"mx.example\"\n" + Files.readString(config));
        Files.writeString(data.resolve("domains"), "two.example quota=1G\n");
        assertThat(run("", "check")).isZero();
        assertThat(err()).as("nobody has mail here").isEmpty();

        Files.writeString(data.resolve("users"), "alice@one.example:{PLAIN}x\n");
        String sentence =
                "nobody gets mail for %s (RFC 5321 4.5.1): make an alias of it, or name an account in auth.admins\n";
        assertThat(run("", "check")).isZero();
        assertThat(err()).isEqualTo(sentence.formatted("postmaster and 2 more"));
        Files.writeString(
                data.resolve("aliases"), "postmaster@mx.example: alice@one.example\n@one.example: alice@one.example\n");
        assertThat(run("", "check")).isZero();
        assertThat(err()).isEqualTo(sentence.formatted("postmaster@two.example"));
        assertThat(run("", "check", "--set", "auth.admins=alice@one.example")).isZero();
        assertThat(err()).isEmpty();
        assertThat(run("", "check", "--set", "auth.admins=nobody@two.example")).isZero();
        assertThat(err()).isEqualTo(sentence.formatted("postmaster@two.example"));
    }

    @Test
    void usersComeAndGo() {
        assertThat(run("s3cret\n", "user", "add", "Alice@Localhost", "--quota", "10M", "--password-stdin"))
                .isZero();
        assertThat(out()).isEqualTo("added alice@localhost\n");
        assertThat(run("s3cret\n", "user", "add", "alice@localhost", "--password-stdin"))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("user alice@localhost exists already\n");

        assertThat(run("", "user", "list", "--json")).isZero();
        assertThat(out()).isEqualTo("[{\"address\":\"alice@localhost\",\"quota\":\"10M\",\"messages\":\"default\"}]\n");
        assertThat(run("", "user", "list")).isZero();
        assertThat(out()).isEqualTo("address          quota  messages\nalice@localhost  10M    default\n");
        assertThat(dir.resolve("data/users"))
                .content()
                .contains("alice@localhost:{ARGON2ID}")
                .doesNotContain("s3cret");

        assertThat(run("", "user", "set", "alice@localhost", "--forward", "A@Example.com,b@example.com"))
                .isZero();
        assertThat(run("", "user", "set", "alice@localhost", "--forward-keep", "yes"))
                .isZero();
        assertThat(run("", "user", "show", "alice@localhost", "--json")).isZero();
        assertThat(out()).contains("\"forward\":\"A@example.com,b@example.com\",\"forward-keep\":\"yes\"");
        assertThat(run("", "user", "set", "alice@localhost", "--forward", "none"))
                .isZero();
        assertThat(run("", "user", "show", "alice@localhost", "--json")).isZero();
        assertThat(out()).contains("\"forward\":\"\",\"forward-keep\":\"\"");
        assertThat(run("", "user", "set", "alice@localhost")).isEqualTo(2);
        assertThat(run("", "user", "set", "nobody@localhost", "--forward", "none"))
                .isEqualTo(1);

        assertThat(run("", "quota", "set", "alice@localhost", "20M", "--messages", "7"))
                .isZero();
        assertThat(run("", "quota", "explain", "alice@localhost")).isZero();
        assertThat(out()).contains("20M", "the user's own", "7", "not full at that rate");
        assertThat(run("new\n", "user", "passwd", "alice@localhost", "--password-stdin"))
                .isZero();
        assertThat(run("", "user", "remove", "alice@localhost", "--keep-mail")).isZero();
        assertThat(run("", "user", "show", "alice@localhost")).isEqualTo(1);
        assertThat(err()).isEqualTo("there is no user alice@localhost\n");
    }

    @Test
    void aPasswordIsNeitherEmptyNorAskedOfNobody() {
        assertThat(run("\n", "user", "add", "alice@localhost", "--password-stdin"))
                .isEqualTo(2);
        assertThat(run("s3cret\n", "user", "add", "alice@localhost")).isEqualTo(2);
        assertThat(err()).contains("--password-stdin");
    }

    @Test
    void domainsComeAndGo() {
        assertThat(run("", "domain", "add", "Example.ORG", "--quota", "1G")).isZero();
        assertThat(run("", "domain", "set", "example.org", "--quota", "2G")).isZero();
        assertThat(run("", "domain", "list", "--json")).isZero();
        assertThat(out()).isEqualTo("[{\"domain\":\"example.org\",\"quota\":\"2G\",\"users\":0}]\n");
        assertThat(run("", "domain", "remove", "example.org")).isZero();
        assertThat(run("", "domain", "remove", "example.org")).isEqualTo(1);
    }

    @Test
    void deliverEndsAsTheMailTransferAgentExpects() {
        run("x\n", "user", "add", "alice@localhost", "--password-stdin");

        assertThat(run("Subject: hi\n\nhi\n", "deliver", "-r", "alice@localhost", "-f", ""))
                .isZero();
        assertThat(run("Subject: hi\n\nhi\n", "deliver", "-r", "nobody@localhost"))
                .isEqualTo(67);
        assertThat(run("Subject: hi\n", "deliver", "-r", "alice@localhost", "--set", "delivery.max-size=4"))
                .isEqualTo(77);
        assertThat(run("x", "deliver", "-r", "alice@localhost", "--set", "quota.when-full=never"))
                .as("an error in the configuration bounces no mail")
                .isEqualTo(75);
        assertThat(run("x", "deliver", "-r", "alice@localhost", "--set", "data-dir=" + config))
                .isEqualTo(75);
    }

    @Test
    void aTreeIsTakenOverAndGivenBack() throws Exception {
        Path tree = dir.resolve("tree");
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(tree.resolve(directory));
        }
        Files.writeString(tree.resolve("cur/1.a,S=6:2,S"), "A: 1\n\n");
        Files.writeString(tree.resolve("dovecot-uidlist"), "3 V7 N9\n5 :1.a,S=6\n");
        run("x\n", "user", "add", "alice@localhost", "--password-stdin");

        assertThat(run("", "maildir", "adopt", "alice@localhost", tree.toString(), "--layout", "mbox"))
                .isEqualTo(2);
        assertThat(run("", "maildir", "adopt", "alice@localhost", tree.toString(), "--json"))
                .isZero();
        assertThat(out())
                .isEqualTo("[{\"mailbox\":\"INBOX\",\"uid-validity\":7,\"uid-next\":9,\"uids-kept\":1,\"uids-new\":0,"
                        + "\"from\":\"dovecot-uidlist\",\"keywords\":\"\",\"odd\":\"\"}]\n");
        assertThat(run("", "maildir", "adopt", "alice@localhost", tree.toString()))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("alice@localhost has mail here already\n");
        assertThat(run("", "maildir", "release", "alice@localhost")).isZero();
        assertThat(out()).isEqualTo("mailbox  messages  uid-validity  uid-next\nINBOX    1         7             9\n");
        assertThat(dir.resolve("data/mail/localhost/alice/dovecot-uidlist"))
                .content()
                .endsWith("5 G1.a,S=6 :1.a,S=6,W=8,U=5\n");
    }

    private Path damaged() throws Exception {
        run("x\n", "user", "add", "alice@localhost", "--password-stdin");
        run("Subject: hi\n\nhi\n", "deliver", "-r", "alice@localhost", "-f", "");
        Path inbox = dir.resolve("data/mail/localhost/alice");
        assertThat(run("", "mailbox", "check", "alice@localhost")).isZero();
        assertThat(out()).isEqualTo("6 mailboxes, 1 messages: nothing differs\n");
        return Files.writeString(inbox.resolve("postern.index"), "x");
    }

    private void isFoundAndRepaired(Path index) {
        assertThat(run("", "mailbox", "check", "alice@localhost")).isEqualTo(1);
        assertThat(out())
                .contains("INBOX    fault     index-broken")
                .endsWith("\n6 mailboxes, 1 messages: 1 faults, 0 notes\n");
        assertThat(index).content().isEqualTo("x");
        assertThat(run("", "mailbox", "check", "alice@localhost", "--repair", "--full", "--json"))
                .isZero();
        assertThat(out())
                .startsWith("[{\"mailbox\":\"INBOX\",\"severity\":\"fault\",\"kind\":\"index-broken\"")
                .contains("\"state\":\"repaired\"");
        assertThat(run("", "mailbox", "check", "alice@localhost", "--full")).isZero();
        assertThat(out()).isEqualTo("6 mailboxes, 1 messages: nothing differs\n");
    }

    @Test
    void aMailboxIsCheckedAndRepairedWithoutAServer() throws Exception {
        isFoundAndRepaired(damaged());

        assertThat(run("", "mailbox", "check", "nobody@localhost")).isEqualTo(1);
        assertThat(err()).isEqualTo("there is no user nobody@localhost\n");
    }

    @Test
    void aMailboxIsCheckedAndRepairedByTheServerThatRuns() throws Exception {
        Path index = damaged();
        try (Server server = server(Clock.systemUTC())) {
            assertThat(server.port("imap")).isPositive();
            isFoundAndRepaired(index);
        }
    }

    @Test
    void tablesAreSafeForTerminals() {
        assertThat(new Output().print(ControlResponse.rows(List.of(Map.of("mailbox", "a\u001b[2Jb\nc"))), terminal("")))
                .isZero();
        assertThat(out()).isEqualTo("mailbox\na?[2Jb?c\n");
    }

    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(PosternTest::all));
    }
}
