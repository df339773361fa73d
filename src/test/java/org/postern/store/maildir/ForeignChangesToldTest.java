package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** By the kernel's word, for mailboxes of any size. */
final class ForeignChangesToldTest extends ForeignChangesLaws {
    @Override
    Lookout lookout(FileLayer files, Path spool) {
        Lookout lookout = KernelLookout.open(files, spool, 0);
        assertThat(lookout).isNotSameAs(Lookout.NONE);
        return lookout;
    }
}
