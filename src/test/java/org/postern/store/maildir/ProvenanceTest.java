package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.Provenance;
import org.postern.store.UidSet;

/** What file names say of messages. */
final class ProvenanceTest {
    private static final String ID = "0123456789abcdef01234567";

    @Test
    void aCopyNamesItsOriginalAndEveryOtherNameIsOne() {
        String name = "1795772376.M1P2Q3.host";
        assertThat(ContentId.of(name)).matches("[0-9a-f]{24}").isEqualTo("c779d8c3033e42799617c948");
        assertThat(ContentId.of(name + ",S=1,W=2,U=3:2,FS")).isEqualTo(ContentId.of(name));
        assertThat(ContentId.of(name + ContentId.field(ID) + ",S=1,W=2,U=3:2,")).isEqualTo(ID);
        assertThat(ContentId.of(name + ",E=" + ID.toUpperCase(java.util.Locale.ROOT)))
                .isNotEqualTo(ID);
        assertThat(ContentId.of(name + ",E=" + ID.substring(1))).isNotEqualTo(ID);
        assertThat(ContentId.of(",E=" + ID)).isEqualTo(ID);
        assertThat(ContentId.of("E=" + ID)).isNotEqualTo(ID);
        assertThat(ContentId.of("")).hasSize(24);
    }

    @Test
    void aNameBeginsWithTheSecondOrSaysNothing() {
        assertThat(SaveTime.of("1795772376.M1P2Q3.host,S=1:2,S")).hasValue(Instant.ofEpochSecond(1795772376));
        for (String name : List.of("", "1795772376", "179577237.x", "17957723761.x", "0795772376.x", "17957723x6.x")) {
            assertThat(SaveTime.of(name)).isEmpty();
        }
    }

    @Test
    void nothingIsLostWithTheIndex(@TempDir Path mail) throws Exception {
        List<String> before;
        Path index;
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            index = stage.root().resolve(IndexFile.FILE);
            stage.put(inbox, "one", Flags.NONE);
            stage.put(inbox, "two", Flags.NONE);
            inbox.copy(UidSet.of(1), inbox);
            inbox.move(UidSet.of(2), inbox);
            before = told(inbox);
        }
        Files.delete(index);
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            assertThat(told(inbox)).isEqualTo(before);
            assertThat(before.get(0)).isEqualTo(before.get(1)).isNotEqualTo(before.get(2));
        }
    }

    private static List<String> told(Mailbox mailbox) throws Exception {
        Provenance all = mailbox.provenance();
        List<String> told = new ArrayList<>();
        for (var it = mailbox.refresh().uids().iterator(); it.hasNext(); ) {
            long uid = it.nextLong();
            told.add(all.contentId(uid).orElseThrow() + " "
                    + (all.saved(uid).orElseThrow().getEpochSecond() > 0));
        }
        return told;
    }
}
