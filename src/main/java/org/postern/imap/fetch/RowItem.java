package org.postern.imap.fetch;

import org.postern.imap.syntax.DateSyntax;
import org.postern.imap.wire.ImapComposer;
import org.postern.store.Flags;
import org.postern.wire.Progress;

/** Items that the mailbox's row answers without the message. */
enum RowItem implements FetchItem {
    FLAGS {
        @Override
        void write(FetchRow row, ImapComposer out) {
            Flags flags = row.flags();
            out.raw("FLAGS (").raw(flags.toString());
            if (row.isRecent()) {
                out.raw(flags.isEmpty() ? "\\Recent" : " \\Recent");
            }
            out.close();
        }
    },
    UID {
        @Override
        void write(FetchRow row, ImapComposer out) {
            out.raw("UID ").number(row.uid());
        }
    },
    INTERNALDATE {
        @Override
        void write(FetchRow row, ImapComposer out) {
            out.raw("INTERNALDATE \"").raw(DateSyntax.compose(row.received())).raw("\"");
        }
    },
    SIZE {
        @Override
        void write(FetchRow row, ImapComposer out) {
            out.raw("RFC822.SIZE ").number(row.octets());
        }
    },
    MODSEQ {
        @Override
        void write(FetchRow row, ImapComposer out) {
            out.raw("MODSEQ (").number(row.modSeq()).close();
        }
    };

    abstract void write(FetchRow row, ImapComposer out);

    @Override
    public FetchValue of(FetchRow row) {
        return out -> {
            write(row, out);
            return Progress.DONE;
        };
    }
}
