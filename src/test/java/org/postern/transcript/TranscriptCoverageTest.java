package org.postern.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postern.delivery.Outcome;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.feature.ImapFeatures;
import org.postern.imap.response.Code;
import org.postern.lmtp.LmtpVerbs;
import org.postern.pop3.Pop3Keywords;

/** Whatever a client can say, and every code it can be told, stands in a transcript. */
final class TranscriptCoverageTest {
    /** Codes that no script can bring about: the loopback may always send passwords, a store does not fail on demand. */
    private static final Set<String> OUT_OF_REACH = Set.of("INUSE", "PRIVACYREQUIRED");

    private final Grammar grammar = ImapFeatures.grammar();

    @Test
    void everyImapCommandIsSent() throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> sent = lines(Protocol.IMAP, true);
        for (CommandSpec spec : grammar.commands()) {
            if (none(sent, "\\S+ " + spec.name() + "( .*)?")) {
                missing.add(spec.name());
            }
            if (spec.hasUidForm() && none(sent, "\\S+ UID " + spec.name() + " .*")) {
                missing.add("UID " + spec.name());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyFetchItemAndSearchKeyIsSent() throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> sent = lines(Protocol.IMAP, true);
        for (String item : grammar.fetchItems().names()) {
            if (none(sent, "\\S+ (UID )?FETCH .*[ (]" + Pattern.quote(item) + "([ )\\[].*)?")) {
                missing.add("FETCH " + item);
            }
        }
        for (String key : grammar.searchKeys().names()) {
            if (none(sent, "\\S+ (UID )?SEARCH .*\\b" + key + "\\b.*")) {
                missing.add("SEARCH " + key);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPop3AndLmtpCommandIsSent() throws IOException {
        areSent(Pop3Keywords.all(), Protocol.POP3);
        areSent(LmtpVerbs.ofLmtp(), Protocol.LMTP);
        List<String> smtp = LmtpVerbs.ofSmtp().stream()
                .filter(verb -> !verb.equals("STARTTLS")) // the runner sends that, in a variant of every script
                .toList();
        areSent(smtp, Protocol.SMTP);
    }

    private static void areSent(List<String> verbs, Protocol protocol) throws IOException {
        List<String> sent = lines(protocol, true);
        assertThat(verbs).as("%s", protocol).isNotEmpty().noneMatch(verb -> none(sent, verb + "( .*)?"));
    }

    @Test
    void everyResponseCodeIsTold() throws IOException, IllegalAccessException {
        List<String> missing = new ArrayList<>();
        List<String> told = lines(Protocol.IMAP, false);
        for (Field field : Code.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof Code code) {
                if (!OUT_OF_REACH.contains(code.text()) && none(told, ".*\\[" + code.text() + "\\].*")) {
                    missing.add(code.text());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPop3CodeIsTold() throws IOException {
        List<String> told = lines(Protocol.POP3, false);
        assertThat(List.of("AUTH", "IN-USE", "LOGIN-DELAY", "SYS/TEMP", "UTF8"))
                .noneMatch(code -> none(told, "-ERR \\[" + Pattern.quote(code) + "\\].*"));
    }

    @Test
    void everyOutcomeIsToldByLmtp() throws IOException {
        List<String> told = lines(Protocol.LMTP, false);
        assertThat(Outcome.values())
                .filteredOn(outcome -> none(told, outcome.code() + "[ -]" + outcome.status() + ".*"))
                .as("what needs a full disk or a thousand recipients is in LmtpSessionTest; "
                        + "what becomes of accepted mail only reports tell")
                .containsExactlyInAnyOrder(
                        Outcome.DISK_FULL,
                        Outcome.TOO_MANY_RECIPIENTS,
                        Outcome.FORWARD_REFUSED,
                        Outcome.FORWARD_EXPIRED,
                        Outcome.EXPIRED);
    }

    private static boolean none(List<String> lines, String pattern) {
        Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
        return lines.stream().noneMatch(line -> compiled.matcher(line).matches());
    }

    /** What the sessions of a folder's own protocol send, in capitals, or expect. */
    private static List<String> lines(Protocol protocol, boolean sent) throws IOException {
        return TranscriptTest.scripts().stream()
                .filter(script -> script.protocol() == protocol)
                .flatMap(script -> script.steps().stream())
                .filter(step -> step.sends() == sent)
                .map(step -> sent ? step.text().toUpperCase(Locale.ROOT) : step.text())
                .toList();
    }
}
