package org.postern.imap.feature;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.imap.command.StatusLine;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.AnnotationNews;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.MetadataNewsLine;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.Telling;
import org.postern.imap.syntax.StatusItem;
import org.postern.store.MailboxName;
import org.postern.store.MailboxStatus;
import org.postern.store.StoreException;

/** What has happened elsewhere, as METADATA and STATUS: as things stand when it is told. */
final class NotifyLines {
    private static final StatusItem MESSAGES = StatusItem.number("MESSAGES", MailboxStatus::messages);
    private static final StatusItem UIDNEXT = StatusItem.number("UIDNEXT", MailboxStatus::uidNext);
    private static final StatusItem UIDVALIDITY =
            StatusItem.number("UIDVALIDITY", status -> status.info().uidValidity());
    private static final StatusItem UNSEEN = StatusItem.number("UNSEEN", MailboxStatus::unseen);
    private static final StatusItem HIGHEST =
            StatusItem.number(ModSeqs.HIGHEST, status -> status.highestModSeq().value());

    private final ImapContext ctx;
    private final Map<MailboxName, Set<NotifyEvent>> status = new LinkedHashMap<>();

    NotifyLines(ImapContext ctx) {
        this.ctx = ctx;
    }

    /** STATUS is told of a mailbox, for this event among others. */
    void status(MailboxName mailbox, NotifyEvent event) {
        status.computeIfAbsent(mailbox, name -> EnumSet.noneOf(NotifyEvent.class))
                .add(event);
    }

    /** Made one by one. */
    UntaggedSeries of(NotifyPending pending) {
        pending.messages().forEach((name, events) -> events.forEach(event -> status(name, event)));
        List<Untagged> metadata = new ArrayList<>();
        if (ctx.annotationNews().isEmpty()) { // else ENABLE METADATA has it told
            pending.annotations()
                    .forEach((of, entries) ->
                            metadata.add(new MetadataNewsLine(new AnnotationNews.News(of, entries), ctx.utf8())));
        }
        return UntaggedSeries.of(metadata).then(new StatusLines(new ArrayDeque<>(status.keySet())));
    }

    /** RFC 5465 3.1, 5.1 to 5.3. */
    private List<StatusItem> items(Set<NotifyEvent> events) {
        List<StatusItem> items = new ArrayList<>();
        if (events.contains(NotifyEvent.MESSAGE_NEW) || events.contains(NotifyEvent.MESSAGE_EXPUNGE)) {
            items.add(MESSAGES);
            items.add(UIDNEXT);
        }
        items.add(UIDVALIDITY);
        if (events.contains(NotifyEvent.FLAG_CHANGE)) {
            items.add(UNSEEN);
        }
        if (ctx.telling() != Telling.Form.PLAIN) {
            items.add(HIGHEST);
        }
        return items;
    }

    private final class StatusLines implements UntaggedSeries {
        private final Deque<MailboxName> names;

        StatusLines(Deque<MailboxName> names) {
            this.names = names;
        }

        /** Of the selected mailbox other things are told; what is gone is passed over. */
        @Override
        public @Nullable Untagged poll() {
            for (MailboxName name = names.poll(); name != null; name = names.poll()) {
                MailboxName at = name;
                boolean selected =
                        ctx.selection().filter(s -> s.name().equals(at)).isPresent();
                Optional<Untagged> line = selected ? Optional.empty() : line(at);
                if (line.isPresent()) {
                    return line.get();
                }
            }
            return null;
        }

        private Optional<Untagged> line(MailboxName name) {
            try {
                return Optional.of(StatusLine.of(ctx, name, items(status.getOrDefault(name, Set.of()))));
            } catch (StoreException e) {
                return Optional.empty();
            }
        }
    }
}
