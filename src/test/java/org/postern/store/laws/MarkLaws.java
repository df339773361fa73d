package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postern.store.Mailbox;
import org.postern.store.StoreLaws;
import org.postern.store.UidSet;

/** Marks are of messages that are there, and of no other. */
public interface MarkLaws extends StoreLaws {

    @Test
    default void aMessageLeavesItsMarksWhenItGoes() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        putAll(inbox, "one", "two", "three", "four");
        assertThat(inbox.marks().all()).isEmpty();

        inbox.marks().add("a.1", UidSet.of(1, 2, 3));
        inbox.marks().add("a.1", UidSet.of(4, 99));
        inbox.marks().add("b-2", UidSet.of(2));
        inbox.marks().add("c", UidSet.of(77));
        assertThat(inbox.marks().all()).isEqualTo(Map.of("a.1", UidSet.range(1, 4), "b-2", UidSet.of(2)));
        assertThat(work.marks().all()).isEmpty();

        inbox.copy(UidSet.of(1), work);
        inbox.move(UidSet.of(2), work);
        inbox.expunge(UidSet.of(3));
        assertThat(inbox.marks().all()).isEqualTo(Map.of("a.1", UidSet.of(1, 4)));
        assertThat(work.marks().all()).isEmpty();
    }

    @Test
    default void marksGoWhereTheirMailboxGoes() throws Exception {
        Mailbox work = created("Work");
        putAll(work, "one", "two");
        work.marks().add("a", UidSet.of(2));
        work.close();
        alice().rename(name("Work"), name("Play"));
        try (Mailbox play = alice().open(name("Play"))) {
            assertThat(play.marks().all()).isEqualTo(Map.of("a", UidSet.of(2)));
        }
    }
}
