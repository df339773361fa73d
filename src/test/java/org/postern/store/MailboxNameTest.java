package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MailboxNameTest {

    static List<String> malformed() {
        return List.of(
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/..",
                "../a",
                "a/./b",
                "a\u0000b",
                "a\rb",
                "a\nb",
                "a\tb",
                "\u007f",
                "\u0085",
                "a\u2028",
                "a\u2029b",
                "50%",
                "*",
                "a/b*c",
                "\ud800",
                "a\udc00",
                "\udc00\ud800",
                "x".repeat(256),
                "\u00e9".repeat(128),
                "inbox//a",
                level(255) + "/" + level(256),
                String.join("/", Collections.nCopies(51, "a")),
                level(255) + "/" + level(255) + "/" + level(255) + "/" + level(255) + "/b");
    }

    private static String level(int octets) {
        return "x".repeat(octets);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatCannotBeAMailboxIsRefused(String path) {
        assertThatThrownBy(() -> new MailboxName(path)).isInstanceOf(IllegalArgumentException.class);
        StoreException refusal = catchThrowableOfType(StoreException.class, () -> MailboxName.of(path));
        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_NAME);
        // the reason may be told to the client, so it must not repeat what it refuses
        assertThat(refusal.getMessage()).matches("[ -~]+");
    }

    @Test
    void limitsAreReachedAndNotPassed() throws Exception {
        assertThat(MailboxName.of(level(255)).levels()).hasSize(1);
        assertThat(MailboxName.of("\u00e9".repeat(127)).levels()).hasSize(1);
        assertThat(MailboxName.of("\ud83d\ude00".repeat(63)).levels()).hasSize(1);
        assertThat(MailboxName.of(String.join("/", Collections.nCopies(50, "a")))
                        .levels())
                .hasSize(50);
        String longest = String.join("/", Collections.nCopies(4, level(255)));
        assertThat(MailboxName.of(longest).path()).hasSize(1023);
        assertThatThrownBy(() -> MailboxName.of(longest).child("a")).isInstanceOf(StoreException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "inbox, INBOX",
        "InBoX, INBOX",
        "iNBOX/Sub, INBOX/Sub",
        "inbox/inbox, INBOX/inbox",
        "a/inbox, a/inbox",
        "inboxes, inboxes",
        "inbo, inbo",
        "\u0131nbox, \u0131nbox",
        "INBOX.a, INBOX.a"
    })
    void inboxIsOneInAsciiCaseOnly(String given, String path) throws Exception {
        assertThat(MailboxName.of(given).path()).isEqualTo(path);
        assertThat(MailboxName.of(given).isInbox()).isEqualTo(path.equals("INBOX"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a b", " ", "...", ".a", "a.", "\u4e2d/\u6587", "\ud83d\ude00", "~", "&-", "a\\b", "\u202ea"
            })
    void ordinaryNamesStayAsTheyAre(String path) throws Exception {
        assertThat(MailboxName.of(path).path()).isEqualTo(path);
        assertThat(String.join("/", MailboxName.of(path).levels())).isEqualTo(path);
    }

    @Test
    void familyIsByLevels() throws Exception {
        MailboxName work = MailboxName.of("Work");
        assertThat(work.parent()).isEmpty();
        assertThat(work.child("2026").parent()).contains(work);
        assertThat(MailboxName.of("Work/a/b").isBelow(work)).isTrue();
        assertThat(work.isBelow(work)).isFalse();
        assertThat(MailboxName.of("Works").isBelow(work)).isFalse();
        assertThat(MailboxName.of("work/a").isBelow(work)).isFalse();
        assertThat(MailboxName.of("Work/a/b").moved(work, MailboxName.of("x/y")))
                .isEqualTo(MailboxName.of("x/y/a/b"));
        assertThat(work.moved(work, MailboxName.of("inbox/z"))).isEqualTo(MailboxName.of("INBOX/z"));
    }

    @Test
    void theListOrderPutsInboxFirst() throws Exception {
        List<MailboxName> names = new java.util.ArrayList<>();
        for (String path : List.of("b", "INBOX/a", "A", "INBOX", "a")) {
            names.add(MailboxName.of(path));
        }
        names.sort(MailboxName.INBOX_FIRST);
        assertThat(names).extracting(MailboxName::path).containsExactly("INBOX", "A", "INBOX/a", "a", "b");
    }
}
