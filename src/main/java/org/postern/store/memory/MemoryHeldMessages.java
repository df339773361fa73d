package org.postern.store.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postern.store.HeldMessage;
import org.postern.store.HeldMessages;
import org.postern.store.MailboxName;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** A handle on what an account holds. */
final class MemoryHeldMessages implements HeldMessages {
    private final MemoryAccount account;

    MemoryHeldMessages(MemoryAccount account) {
        this.account = account;
    }

    @Override
    public List<HeldMessage> list() throws StoreException {
        return account.locked(() -> {
            List<HeldMessage> all = new ArrayList<>();
            account.holdings().entries().forEach((id, entry) -> all.add(entry.told(id, account.current(entry.from()))));
            return all;
        });
    }

    @Override
    public MessageBody body(HeldMessage message) throws StoreException {
        return account.locked(() -> account.bodyOf(account.holdings()
                .find(message)
                .orElseThrow(() -> new StoreException(Problem.MESSAGE_GONE, "no longer held"))
                .message()));
    }

    @Override
    public Map<MailboxName, UidSet> restore(List<HeldMessage> messages) throws StoreException {
        return account.locked(() -> {
            Map<MailboxName, UidSet> restored = new TreeMap<>(MailboxName.INBOX_FIRST);
            Held held = account.holdings();
            for (var group : held.byMailbox(messages).entrySet()) {
                Folder folder = account.folderFor(group.getKey());
                UidSet uids = folder.place(held.messages(group.getValue()), account.now());
                held.removeAll(group.getValue());
                restored.merge(folder.info().name(), uids, UidSet::plus);
            }
            return restored;
        });
    }
}
