package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.Problem;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** One message comes and another goes; or nothing happens. */
public interface ReplaceLaws extends StoreLaws {

    @Test
    default void aMessageIsReplacedInItsMailbox() throws Exception {
        Mailbox inbox = inbox();
        put(inbox, "stays");
        long old = put(inbox, "old", keywords("one"));
        long placed = replaced(inbox, old, inbox);
        assertThat(placed).isEqualTo(old + 1);
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.of(1).plus(UidSet.of(placed)));
        assertThat(octets(inbox, placed)).isEqualTo(message("new"));
        assertThat(flags(inbox, placed)).isEqualTo(Flags.of(SystemFlag.DRAFT));
        assertThat(alice().held().list()).hasSize(1);
    }

    @Test
    default void aMessageIsReplacedByOneInAnotherMailbox() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        long old = put(inbox, "old");
        assertThat(replaced(inbox, old, work)).isEqualTo(1);
        assertThat(inbox.refresh().isEmpty()).isTrue();
        assertThat(octets(work, 1)).isEqualTo(message("new"));
    }

    @Test
    default void whatCannotBeReplacedStaysAndNothingComes() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        Mailbox gone = created("Gone");
        alice().delete(name("Gone"));
        long old = put(inbox, "old");
        assertThat(problem(() -> replaced(inbox, old + 1, work))).isEqualTo(Problem.MESSAGE_GONE);
        assertThat(problem(() -> replaced(inbox, old, gone))).isEqualTo(Problem.MAILBOX_GONE);
        put(work, "full", keywords("a", "b", "c", "d"));
        try (SpooledMessage message = spooled(message("new"))) {
            Arrival beyond = new Arrival(message, keywords("e"), NOON);
            assertThat(problem(() -> inbox.replace(old, beyond, work))).isEqualTo(Problem.LIMIT);
        }
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.of(old));
        assertThat(work.refresh().size()).isEqualTo(1);
        assertThat(replaced(inbox, old, work)).isEqualTo(2);
    }

    private long replaced(Mailbox from, long uid, Mailbox target) throws StoreException {
        try (SpooledMessage message = spooled(message("new"))) {
            return from.replace(uid, new Arrival(message, Flags.of(SystemFlag.DRAFT), NOON), target);
        }
    }
}
