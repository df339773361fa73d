package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** A message is known again where it was copied to, and knows when it came. */
public interface ProvenanceLaws extends StoreLaws {

    @Test
    default void copiesHaveTheIdOfTheirOriginalAndNoOtherMessageHasIt() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        Mailbox play = created("Play");
        putAll(inbox, "same", "same");
        String first = inbox.provenance().contentId(1).orElseThrow();
        String second = inbox.provenance().contentId(2).orElseThrow();
        assertThat(first).isNotEqualTo(second).matches("[a-z0-9]{1,64}");

        inbox.flag(UidSet.ALL, FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty());
        inbox.claimRecent();
        assertThat(inbox.provenance().contentId(1)).hasValue(first);
        inbox.copy(UidSet.of(2), inbox);
        inbox.copy(UidSet.of(2), work);
        inbox.move(UidSet.of(1), work);
        work.move(UidSet.of(1), play);
        assertThat(inbox.provenance().contentId(3)).hasValue(second);
        assertThat(work.provenance().contentId(2)).hasValue(first);
        assertThat(play.provenance().contentId(1)).hasValue(second);
        assertThat(inbox.provenance().contentId(1)).isEmpty();
    }

    @Test
    default void aMessageIsSavedWhenItIsPlaced() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        put(inbox, "one");
        inbox.copy(UidSet.of(1), work);
        assertThat(inbox.provenance().saved(1)).isPresent();
        assertThat(work.provenance().saved(1).orElseThrow())
                .isAfterOrEqualTo(inbox.provenance().saved(1).orElseThrow());
        assertThat(inbox.provenance().saved(2)).isEmpty();
    }
}
