package org.postern.boot;

import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postern.delivery.Address;
import org.postern.delivery.Outgoing;
import org.postern.delivery.OutgoingQueue;
import org.postern.delivery.QueueEntry;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;

/** {@code postern queue ...}. */
final class QueueOperations {
    private QueueOperations() {}

    static ControlResponse list(Core core, ControlRequest request, InputStream body) {
        return ControlResponse.rows(
                core.queue().entries().stream().map(QueueOperations::row).toList());
    }

    static ControlResponse show(Core core, ControlRequest request, InputStream body)
            throws OperationException, IOException {
        QueueEntry entry = entry(core.queue(), request.word(0));
        HeaderBlock header = HeaderBlock.parse(core.queue().header(entry));
        Map<String, Object> row = row(entry);
        row.put("sent-to", entry.mail().sentTo().map(Address::toString).orElse(""));
        row.put(
                "forwarded-by",
                entry.mail().forwardedBy().map(Address::toString).orElse(""));
        for (String name : List.of("Message-ID", "Date", "From", "Subject")) {
            row.put(
                    name.toLowerCase(Locale.ROOT),
                    header.first(name).map(HeaderField::text).orElse(""));
        }
        return ControlResponse.rows(List.of(row));
    }

    static ControlResponse flush(Core core, ControlRequest request, InputStream body) throws OperationException {
        OutgoingQueue queue = core.queue();
        Optional<String> id = request.words().stream().findFirst();
        if (id.isPresent()) {
            QueueEntry unused = entry(queue, id.get());
        }
        int tried = queue.flush(id);
        core.audit().administered("queue flush", id.orElse("all"));
        // A server sends in the background; without one everything has been tried when flush returns.
        String rest = queue.isStarted() ? "" : "; " + queue.size() + " left";
        return ControlResponse.done(tried + (queue.isStarted() ? " being tried now" : " tried") + rest);
    }

    static ControlResponse remove(Core core, ControlRequest request, InputStream body)
            throws OperationException, IOException {
        QueueEntry entry = entry(core.queue(), request.word(0));
        Outgoing mail = entry.mail();
        core.queue().remove(mail.id());
        core.audit().administered("queue remove", mail.id());
        return ControlResponse.done("removed " + mail.id() + " to " + mail.to() + "; nobody is told");
    }

    private static QueueEntry entry(OutgoingQueue queue, String id) throws OperationException {
        return queue.find(id).orElseThrow(() -> new OperationException("there is no message " + id + " in the queue"));
    }

    private static Map<String, Object> row(QueueEntry entry) {
        Outgoing mail = entry.mail();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", mail.id());
        row.put("kind", mail.purpose().toString().toLowerCase(Locale.ROOT));
        row.put("from", "<" + mail.from().map(Address::toString).orElse("") + ">");
        row.put("to", mail.to().toString());
        row.put("state", entry.attempts().failed().isPresent() ? "failed" : "waiting");
        row.put("size", entry.octets());
        row.put("created", mail.created().truncatedTo(ChronoUnit.SECONDS).toString());
        row.put("attempts", (long) entry.attempts().count());
        row.put("next", entry.due().truncatedTo(ChronoUnit.SECONDS).toString());
        row.put("answer", entry.answer());
        return row;
    }
}
