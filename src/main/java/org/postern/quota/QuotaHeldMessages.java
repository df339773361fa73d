package org.postern.quota;

import java.util.List;
import java.util.Map;
import org.postern.store.HeldMessage;
import org.postern.store.HeldMessages;
import org.postern.store.MailboxName;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Held messages count only once they are back; bringing them back is an operator's to decide, so no limit stops it. */
record QuotaHeldMessages(HeldMessages inside, UserQuota quota) implements HeldMessages {
    @Override
    public List<HeldMessage> list() throws StoreException {
        return inside.list();
    }

    @Override
    public MessageBody body(HeldMessage message) throws StoreException {
        return inside.body(message);
    }

    @Override
    public Map<MailboxName, UidSet> restore(List<HeldMessage> messages) throws StoreException {
        try {
            return inside.restore(messages);
        } finally {
            quota.settle();
        }
    }
}
