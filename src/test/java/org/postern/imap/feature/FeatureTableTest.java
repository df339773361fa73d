package org.postern.imap.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.feature.CapabilityFacts.Revision;
import org.postern.imap.state.ConnectionFacts;
import org.postern.imap.state.ConnectionFacts.Compression;
import org.postern.imap.state.ConnectionFacts.Passwords;
import org.postern.imap.state.ConnectionFacts.Tls;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.ImapOption;
import org.postern.imap.state.SessionState;

/** Holds the table of features to what it promises. */
final class FeatureTableTest {
    private static final ConnectionFacts CLEAR =
            new ConnectionFacts(Tls.POSSIBLE, Passwords.REFUSED, List.of(), Compression.NONE);
    private static final ConnectionFacts SECURE =
            new ConnectionFacts(Tls.UP, Passwords.PERMITTED, List.of("PLAIN", "LOGIN"), Compression.NONE);

    @Test
    void everyFeatureIsThereOnce() {
        assertThat(ImapFeatures.ALL).doesNotHaveDuplicates();
        assertThat(ImapFeatures.ALL.stream().map(Object::getClass)).doesNotHaveDuplicates();
    }

    @Test
    void theGrammarHasEveryCommandOfBothRevisions() {
        Grammar grammar = ImapFeatures.grammar();
        List<String> names = List.of(
                "CAPABILITY",
                "NOOP",
                "LOGOUT",
                "STARTTLS",
                "AUTHENTICATE",
                "LOGIN",
                "ENABLE",
                "SELECT",
                "EXAMINE",
                "CREATE",
                "DELETE",
                "RENAME",
                "SUBSCRIBE",
                "UNSUBSCRIBE",
                "LIST",
                "NAMESPACE",
                "STATUS",
                "APPEND",
                "IDLE",
                "CLOSE",
                "UNSELECT",
                "EXPUNGE",
                "SEARCH",
                "FETCH",
                "STORE",
                "COPY",
                "MOVE",
                "CHECK",
                "LSUB",
                "ID",
                "GETMETADATA",
                "SETMETADATA",
                "SETACL",
                "DELETEACL",
                "GETACL",
                "LISTRIGHTS",
                "MYRIGHTS",
                "COMPRESS",
                "UNAUTHENTICATE",
                "XLIST",
                "LANGUAGE",
                "GETQUOTA",
                "GETQUOTAROOT",
                "SETQUOTA",
                "REPLACE",
                "SORT",
                "THREAD",
                "CANCELUPDATE",
                "ESEARCH",
                "COMPARATOR",
                "UIDBATCHES",
                "NOTIFY");
        assertThat(grammar.commands()).extracting(CommandSpec::name).containsExactlyInAnyOrderElementsOf(names);
        assertThat(grammar.commands()).allSatisfy(spec -> {
            assertThat(spec.name()).isEqualTo(spec.name().toUpperCase(Locale.ROOT));
            assertThat(spec.states()).isNotEmpty();
        });
        assertThat(grammar.commands().stream().filter(CommandSpec::hasUidForm))
                .extracting(CommandSpec::name)
                .containsExactlyInAnyOrder(
                        "EXPUNGE", "SEARCH", "FETCH", "STORE", "COPY", "MOVE", "REPLACE", "SORT", "THREAD");
    }

    @Test
    void capabilitiesAreAtomsAndToldOnce() {
        for (SessionState state : List.of(SessionState.NOT_AUTHENTICATED, SessionState.AUTHENTICATED)) {
            for (Revision revision : Revision.values()) {
                List<String> words = words(state, SECURE, revision);
                assertThat(words).doesNotHaveDuplicates().allMatch(w -> w.matches("[A-Za-z0-9+=/.:-]+"));
                assertThat(words).contains("IMAP4rev1", "IMAP4rev2");
            }
        }
    }

    @Test
    void everyExtensionOfFirstLightIsAdvertised() {
        List<String> upper = new ArrayList<>();
        words(SessionState.AUTHENTICATED, SECURE, Revision.REV1).forEach(w -> upper.add(w.toUpperCase(Locale.ROOT)));
        assertThat(upper)
                .contains(
                        "IDLE",
                        "NAMESPACE",
                        "ID",
                        "ENABLE",
                        "UIDPLUS",
                        "MOVE",
                        "UNSELECT",
                        "LITERAL+",
                        "LIST-EXTENDED",
                        "LIST-STATUS",
                        "SPECIAL-USE",
                        "CREATE-SPECIAL-USE",
                        "ESEARCH",
                        "SEARCHRES",
                        "STATUS=SIZE",
                        "CHILDREN",
                        "QUOTA",
                        "QUOTASET",
                        "QUOTA=RES-STORAGE",
                        "QUOTA=RES-MESSAGE",
                        "QUOTA=RES-MAILBOX",
                        "METADATA",
                        "LIST-METADATA",
                        "FILTERS",
                        "ACL",
                        "RIGHTS=TEXK",
                        "LIST-MYRIGHTS",
                        "APPENDLIMIT=67108864",
                        "MULTIAPPEND",
                        "CATENATE",
                        "REPLACE",
                        "SAVEDATE",
                        "OBJECTID",
                        "UTF8=ACCEPT",
                        "BINARY")
                .doesNotContain("LITERAL-", "STARTTLS", "SASL-IR", "LOGINDISABLED");
    }

    @Test
    void passwordsAreOfferedOnlyWhereTheyMayBeSent() {
        assertThat(words(SessionState.NOT_AUTHENTICATED, CLEAR, Revision.REV1))
                .contains("STARTTLS", "LOGINDISABLED")
                .noneMatch(w -> w.startsWith("AUTH="));
        assertThat(words(SessionState.NOT_AUTHENTICATED, SECURE, Revision.REV1))
                .contains("AUTH=PLAIN", "AUTH=LOGIN", "SASL-IR")
                .doesNotContain("STARTTLS", "LOGINDISABLED");
    }

    @Test
    void rev2HasShortLiteralsOnly() {
        assertThat(words(SessionState.AUTHENTICATED, SECURE, Revision.REV2))
                .contains("LITERAL-")
                .doesNotContain("LITERAL+");
    }

    private static List<String> words(SessionState state, ConnectionFacts connection, Revision revision) {
        return ImapFeatures.capabilities(
                new CapabilityFacts(state, connection, revision, ImapLimits.DEFAULT, EnumSet.allOf(ImapOption.class)));
    }
}
