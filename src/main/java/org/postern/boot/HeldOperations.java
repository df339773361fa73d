package org.postern.boot;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postern.auth.DirectoryException;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.Durations;
import org.postern.store.Account;
import org.postern.store.HeldMessage;
import org.postern.store.MailboxName;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** {@code postern mailbox expunged} and {@code postern mailbox restore}. */
final class HeldOperations {
    private HeldOperations() {}

    static ControlResponse expunged(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        Account account = Accounts.account(core, Accounts.user(core, request.word(0)), request);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (HeldMessage held : chosen(core, account, request)) {
            Optional<MessageHeader> header = header(account, held);
            if (header.isPresent()) {
                rows.add(row(held, header.get()));
            }
        }
        return ControlResponse.rows(rows);
    }

    static ControlResponse restore(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        Account account = Accounts.account(core, Accounts.user(core, request.word(0)), request);
        Map<MailboxName, UidSet> restored = account.held().restore(chosen(core, account, request));
        List<Map<String, Object>> rows = new ArrayList<>();
        long count = 0;
        for (Map.Entry<MailboxName, UidSet> one : restored.entrySet()) {
            count += one.getValue().size();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("mailbox", one.getKey().path());
            row.put("messages", one.getValue().size());
            row.put("uids", one.getValue().toString());
            rows.add(row);
        }
        core.audit().administered("mailbox restore", account.user() + " " + count);
        return new ControlResponse(Status.DONE, "restored " + count + " messages" + notice(account.use()), rows);
    }

    /** No quota stops an operator, but he should know. */
    private static String notice(StorageUse use) {
        return use.hasRoomFor(0, 0) ? "" : "; the account is over its quota now";
    }

    private static List<HeldMessage> chosen(Core core, Account account, ControlRequest request)
            throws OperationException, StoreException {
        Optional<Instant> since = since(core, request);
        Optional<MailboxName> folder = folder(request);
        Predicate<HeldMessage> wanted =
                held -> since.map(at -> !held.expunged().isBefore(at)).orElse(true)
                        && folder.map(held.mailbox()::equals).orElse(true);
        List<HeldMessage> chosen = account.held().list().stream().filter(wanted).toList();
        Optional<String> id = request.option("message-id");
        return id.isEmpty() ? chosen : named(account, chosen, bare(id.get()));
    }

    private static Optional<Instant> since(Core core, ControlRequest request) throws OperationException {
        Optional<String> text = request.option("since");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration back = Durations.parse(text.get());
            return Optional.of(core.clock().instant().minus(back));
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, "'" + text.get() + "' " + e.getMessage());
        }
    }

    private static Optional<MailboxName> folder(ControlRequest request) throws OperationException {
        try {
            return request.option("folder").map(MailboxName::new);
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, "no mailbox can have that name: " + e.getMessage());
        }
    }

    private static List<HeldMessage> named(Account account, List<HeldMessage> all, String id) throws StoreException {
        List<HeldMessage> named = new ArrayList<>();
        for (HeldMessage held : all) {
            Optional<MessageHeader> header = header(account, held);
            if (header.isPresent() && bare(header.get().text("Message-ID")).equals(id)) {
                named.add(held);
            }
        }
        return named;
    }

    private static String bare(String id) {
        String text = id.strip();
        return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
    }

    private static Map<String, Object> row(HeldMessage held, MessageHeader header) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mailbox", held.mailbox().path());
        row.put("expunged", held.expunged().toString());
        row.put("received", held.received().toString());
        row.put("size", held.octets());
        row.put("from", header.text("From"));
        row.put("subject", header.text("Subject"));
        row.put("message-id", header.text("Message-ID"));
        return row;
    }

    /** Empty when it is not held any more. */
    private static Optional<MessageHeader> header(Account account, HeldMessage held) throws StoreException {
        try (MessageBody body = account.held().body(held)) {
            return Optional.of(MessageHeader.read(body));
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "a held message cannot be read", e);
        } catch (StoreException e) {
            if (e.problem() == Problem.MESSAGE_GONE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
