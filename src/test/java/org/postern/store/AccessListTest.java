package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;

/** Which rights a list gives: the most specific entry counts, as in Dovecot. */
final class AccessListTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final UserName BOB = UserName.of("bob@example.org");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | ''   | lrswipkxtea",
                "anyone lr                            | lr   | lrswipkxtea",
                "authenticated lr, anyone lrswi       | lr   | lrswipkxtea",
                "anyone lr, bob rw                    | rw   | lrswipkxtea",
                "anyone lrs, bob ''                   | ''   | lrswipkxtea",
                "anyone lrs, -bob s                   | lr   | lrswipkxtea",
                "bob lrs, -anyone r                   | lrs  | lrswipkxtea",
                "bob lrsi, -bob is                    | lr   | lrswipkxtea",
                "owner lr                             | ''   | lra",
                "owner lr, alice w                    | ''   | lwa",
                "alice ''                             | ''   | la",
                "-owner lwa                           | ''   | lrsipkxtea",
                "-alice x, anyone p                   | p    | lrswipktea",
            })
    void rightsOf(String list, String bobs, String alices) throws Exception {
        AccessList access = list(list);
        assertThat(access.rights(BOB, ALICE).letters()).isEqualTo(bobs);
        assertThat(access.rights(ALICE, ALICE).letters()).isEqualTo(alices);
    }

    @Test
    void anyoneEndsAtTheDomain() {
        UserName carol = UserName.of("carol@example.net");
        AccessList access = list("anyone lr, bob lrs");
        assertThat(access.rights(carol, ALICE)).isEqualTo(Rights.NONE);
        assertThat(access.rights(carol, MailStore.PUBLIC).letters()).isEqualTo("lr");
        assertThat(access.rights(BOB, UserName.of("alice@example.net")).letters())
                .isEqualTo("lrs");
    }

    /** Entries separated by commas: an identifier and letters. */
    private static AccessList list(String text) {
        Map<AccessIdentifier, Rights> entries = new LinkedHashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
            int space = entry.indexOf(' ');
            java.util.EnumSet<Right> rights = java.util.EnumSet.noneOf(Right.class);
            entry.substring(space + 1)
                    .chars()
                    .filter(c -> c != '\'')
                    .forEach(c -> rights.add(Right.of(c).orElseThrow()));
            entries.put(identifier(entry.substring(0, space)), new Rights(rights));
        }
        return AccessList.of(entries);
    }

    private static AccessIdentifier identifier(String text) {
        Sign sign = text.startsWith("-") ? Sign.TAKES : Sign.GRANTS;
        return switch (text.replace("-", "")) {
            case "anyone" -> AccessIdentifier.of(Kind.ANYONE, sign);
            case "authenticated" -> AccessIdentifier.of(Kind.AUTHENTICATED, sign);
            case "owner" -> AccessIdentifier.of(Kind.OWNER, sign);
            case "alice" -> AccessIdentifier.of(ALICE, sign);
            default -> AccessIdentifier.of(BOB, sign);
        };
    }
}
