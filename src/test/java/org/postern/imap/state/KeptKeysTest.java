package org.postern.imap.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postern.imap.state.KeptKeys.Keys;
import org.postern.imap.state.KeptKeys.Name;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

final class KeptKeysTest {
    private final KeptKeys kept = new KeptKeys(100);

    private record Some(long octets) implements Keys {}

    @Test
    void whatIsTakenIsNobodyElses() {
        Some keys = new Some(10);
        kept.put(name("a"), keys);
        assertThat(kept.octets()).isEqualTo(10);
        assertThat(kept.take(name("a"))).containsSame(keys);
        assertThat(kept.take(name("a"))).isEmpty();
        assertThat(kept.octets()).isZero();
    }

    @Test
    void whatWasPutBackLongestAgoGoesFirst() {
        kept.put(name("a"), new Some(40));
        kept.put(name("b"), new Some(40));
        kept.put(name("a"), kept.take(name("a")).orElseThrow());
        kept.put(name("c"), new Some(30));
        assertThat(kept.take(name("b"))).isEmpty();
        assertThat(kept.octets()).isEqualTo(70);
        kept.put(name("d"), new Some(100));
        assertThat(kept.take(name("a"))).isEmpty();
        assertThat(kept.take(name("c"))).isEmpty();
        assertThat(kept.octets()).isEqualTo(100);
    }

    @Test
    void whatIsTooMuchDrivesNothingOut() {
        kept.put(name("a"), new Some(40));
        kept.put(name("b"), new Some(101));
        assertThat(kept.take(name("b"))).isEmpty();
        assertThat(kept.take(name("a"))).isPresent();
    }

    @Test
    void ofTwoCommandsThatWentOnAtATimeTheMoreStays() {
        kept.put(name("a"), new Some(40));
        kept.put(name("a"), new Some(30));
        assertThat(kept.octets()).isEqualTo(40);
        kept.put(name("a"), new Some(50));
        assertThat(kept.octets()).isEqualTo(50);
    }

    @Test
    void aMailboxMadeAnewIsAnotherOne() {
        kept.put(name("a"), new Some(1));
        MailboxInfo anew = new MailboxInfo(MailboxName.INBOX, "id", 8);
        assertThat(kept.take(new Name(UserName.of("alice@example.org"), anew, "a")))
                .isEmpty();
    }

    private static Name name(String kind) {
        return new Name(UserName.of("alice@example.org"), new MailboxInfo(MailboxName.INBOX, "id", 7), kind);
    }
}
