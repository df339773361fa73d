package org.postern.imap.syntax;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxStatus;

/** The STATUS items a server knows, by name. Immutable. */
public final class StatusItems {
    /** Those of IMAP4rev2; SIZE is that of RFC 8438. */
    public static final List<StatusItem> BASE = List.of(
            StatusItem.number("MESSAGES", MailboxStatus::messages),
            StatusItem.number("UIDNEXT", MailboxStatus::uidNext),
            StatusItem.number("UIDVALIDITY", s -> s.info().uidValidity()),
            StatusItem.number("UNSEEN", MailboxStatus::unseen),
            StatusItem.number("DELETED", MailboxStatus::deleted),
            StatusItem.number("SIZE", MailboxStatus::size));

    private final Map<String, StatusItem> byName = new LinkedHashMap<>();

    public StatusItems(Collection<StatusItem> items) {
        items.forEach(item -> byName.put(item.name(), item));
    }

    /** {@code "(" item *(SP item) ")"}; an item named twice is answered once. */
    public List<StatusItem> parse(ImapLexer in) throws ImapSyntaxException {
        return in.list(this::item).stream().distinct().toList();
    }

    private StatusItem item(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        StatusItem item = byName.get(in.word());
        if (item == null) {
            throw new ImapSyntaxException(from, "unknown STATUS item");
        }
        return item;
    }
}
