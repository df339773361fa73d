package org.postern.boot;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postern.auth.DirectoryException;
import org.postern.sharing.Inheritance;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxStatus;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** {@code postern mailbox ...}. */
final class MailboxOperations {
    private MailboxOperations() {}

    static ControlResponse list(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (MailboxEntry entry : Accounts.account(core, request).mailboxes()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("mailbox", entry.name().path());
            row.put("subscribed", entry.subscription() == MailboxEntry.Subscription.SUBSCRIBED ? "yes" : "no");
            row.put(
                    "use",
                    entry.specialUse().stream()
                            .map(SpecialUse::wireName)
                            .sorted()
                            .collect(Collectors.joining(" ")));
            rows.add(row);
        }
        return ControlResponse.rows(rows);
    }

    static ControlResponse create(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        MailboxName name = MailboxName.of(request.word(1));
        Account account = Accounts.account(core, request);
        account.create(name, Optional.empty());
        if (account.user().equals(MailStore.PUBLIC)) {
            Inheritance.ofPublic(account, name);
        } else {
            account.subscribe(name, MailboxEntry.Subscription.SUBSCRIBED);
        }
        core.audit().administered("mailbox create", account.user() + " " + name);
        return ControlResponse.done("created " + name);
    }

    static ControlResponse delete(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        MailboxName name = MailboxName.of(request.word(1));
        Account account = Accounts.account(core, request);
        account.delete(name);
        core.audit().administered("mailbox delete", account.user() + " " + name);
        return ControlResponse.done("deleted " + name);
    }

    static ControlResponse rename(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        MailboxName from = MailboxName.of(request.word(1));
        MailboxName to = MailboxName.of(request.word(2));
        Account account = Accounts.account(core, request);
        account.rename(from, to);
        core.audit().administered("mailbox rename", account.user() + " " + from + " " + to);
        return ControlResponse.done("renamed " + from + " to " + to);
    }

    /** One mailbox, or all. */
    static ControlResponse status(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        Account account = Accounts.account(core, request);
        List<Map<String, Object>> rows = new ArrayList<>();
        if (request.words().size() > 1) {
            MailboxName name = MailboxName.of(request.word(1));
            return ControlResponse.rows(List.of(row(name, account.status(name))));
        }
        for (MailboxEntry entry : account.mailboxes()) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                rows.add(row(entry.name(), account.status(entry.name())));
            }
        }
        return ControlResponse.rows(rows);
    }

    private static Map<String, Object> row(MailboxName name, MailboxStatus status) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mailbox", name.path());
        row.put("messages", status.messages());
        row.put("unseen", status.unseen());
        row.put("size", status.size());
        row.put("uid-next", status.uidNext());
        row.put("uid-validity", status.info().uidValidity());
        return row;
    }
}
