package org.postern.imap.fetch;

import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/** EMAILID and THREADID (RFC 8474 5.3); threads have no ids here. */
public enum ObjectIdItem implements FetchItem {
    EMAILID {
        @Override
        public FetchValue of(FetchRow row) throws StoreException, Refusal {
            String id = row.emailId()
                    .orElseThrow(() -> Refusal.no(Code.EXPUNGEISSUED, "Some of the messages no longer exist"));
            return out -> {
                out.raw("EMAILID (").raw(id).raw(")");
                return Progress.DONE;
            };
        }
    },
    THREADID {
        @Override
        public FetchValue of(FetchRow row) {
            return out -> {
                out.raw("THREADID ").nil();
                return Progress.DONE;
            };
        }
    }
}
