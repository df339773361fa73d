package org.postern.imap.feature;

import java.util.Map;
import java.util.TreeMap;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.EntryName;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

/**
 * Entries of the server that say how full the user's storage is, in octets and messages, for programs that know METADATA and not
 * QUOTA (RFC 5464 3.2.1.2 leaves names below vendor to us). They are made when they are asked for, and cannot be set. The figures are
 * those of GETQUOTA; of a limit that there is not, there is no entry.
 */
final class QuotaEntries {
    private static final String ROOT = "/private/vendor/postern/quota";

    private QuotaEntries() {}

    static boolean isOne(String key) {
        return key.equals(ROOT) || key.startsWith(ROOT + "/");
    }

    /** Whether any may be among what an entry means, or below it. */
    static boolean areMeant(EntryName entry) {
        return isOne(entry.key()) || ROOT.startsWith(entry.key() + "/");
    }

    /** The user's own entries, and these. */
    static Annotations beside(Annotations own, ImapContext ctx) throws StoreException {
        StorageUse use = ctx.account().sharedUse();
        Map<String, AnnotationValue> all = new TreeMap<>(own.entries());
        put("usage", use.octets(), all);
        put("messages", use.messages(), all);
        use.octetLimit().ifPresent(limit -> put("limit", limit, all));
        use.messageLimit().ifPresent(limit -> put("message-limit", limit, all));
        if (use.octetLimit().isPresent() || use.messageLimit().isPresent()) {
            put("percent", use.percent(), all);
        }
        return Annotations.of(all);
    }

    private static void put(String name, long value, Map<String, AnnotationValue> all) {
        all.put(ROOT + "/" + name, AnnotationValue.of(Long.toString(value)));
    }
}
