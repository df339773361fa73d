package org.postern.store.maildir;

import org.postern.store.Summarizer;

/** What is kept beside the messages of a mailbox, each kind in a {@link CacheFile} of its own. */
enum CacheKind {
    /** What the {@link Summarizer} made of each message. */
    SUMMARIES("postern.cache", 1, 2) {
        @Override
        boolean isWanted(MaildirSettings settings) {
            return settings.summarizer() != Summarizer.NONE;
        }

        @Override
        long version(MaildirSettings settings) {
            return settings.summarizer().version();
        }

        @Override
        PlaceColumn places(FileTable table) {
            return table.summaries();
        }
    },

    /** Small messages whole, as they are sent; of long ones whether POP3 sends them as they lie, see {@link SmallMessages}. */
    CONTENTS("postern.small", 3, 4) {
        @Override
        boolean isWanted(MaildirSettings settings) {
            return settings.keepSmall() > 0;
        }

        @Override
        long version(MaildirSettings settings) {
            return 2;
        }

        @Override
        PlaceColumn places(FileTable table) {
            return table.contents();
        }
    };

    private final String file;
    private final int head;
    private final int record;

    CacheKind(String file, int head, int record) {
        this.file = file;
        this.head = head;
        this.record = record;
    }

    String file() {
        return file;
    }

    /** Kind of the record that a file begins with. */
    int head() {
        return head;
    }

    /** Kind of the record of a message. */
    int record() {
        return record;
    }

    abstract boolean isWanted(MaildirSettings settings);

    /** Those of another version are of no use. */
    abstract long version(MaildirSettings settings);

    /** Where each message's record stands. */
    abstract PlaceColumn places(FileTable table);
}
