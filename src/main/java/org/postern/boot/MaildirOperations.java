package org.postern.boot;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postern.auth.DirectoryException;
import org.postern.boot.ControlResponse.Status;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.maildir.AdoptedAccount;
import org.postern.store.maildir.AdoptedMailbox;
import org.postern.store.maildir.AdoptionSource;
import org.postern.store.maildir.MaildirAdministration;
import org.postern.store.maildir.MaildirLayout;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.maildir.ReleasedMailbox;

/** {@code postern maildir ...}. */
final class MaildirOperations {
    private MaildirOperations() {}

    static ControlResponse adopt(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        UserName user = Accounts.owner(core, request);
        AdoptedAccount adopted = request.words().size() > 1
                ? maildir(core).adopt(user, source(request))
                : maildir(core).adopt(user);
        Accounts.account(core, request).recalculate();
        core.audit().administered("maildir adopt", user.toString());
        List<Map<String, Object>> rows = new ArrayList<>();
        adopted.mailboxes().forEach(mailbox -> rows.add(row(mailbox)));
        return new ControlResponse(Status.DONE, sentence(adopted), rows);
    }

    private static AdoptionSource source(ControlRequest request) throws OperationException {
        Path tree = Path.of(request.word(1));
        if (!tree.isAbsolute()) {
            throw new OperationException(Status.USAGE, "the path must be absolute: " + tree);
        }
        Optional<String> word = request.option("layout");
        Optional<MaildirLayout> layout = word.flatMap(MaildirLayout::named);
        if (word.isPresent() && layout.isEmpty()) {
            throw new OperationException(
                    Status.USAGE, "the layout is maildir++, fs or courier, not \"" + word.get() + "\"");
        }
        return new AdoptionSource(
                tree.normalize(), transfer(request.option("transfer").orElse("copy")), layout);
    }

    private static AdoptionSource.Transfer transfer(String word) throws OperationException {
        return switch (word) {
            case "copy" -> AdoptionSource.Transfer.COPY;
            case "link" -> AdoptionSource.Transfer.LINK;
            case "move" -> AdoptionSource.Transfer.MOVE;
            default -> throw new OperationException(Status.USAGE, "there is no transfer " + word);
        };
    }

    private static String sentence(AdoptedAccount adopted) {
        return "took over " + adopted.mailboxes().size() + " mailboxes; " + adopted.subscriptions() + " are subscribed"
                + adopted.quota().map(limits -> "; maildirsize says " + limits).orElse("")
                + adopted.odd().stream().map(odd -> "\n" + odd).collect(Collectors.joining());
    }

    private static Map<String, Object> row(AdoptedMailbox mailbox) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mailbox", mailbox.name().path());
        row.put("uid-validity", mailbox.uidValidity());
        row.put("uid-next", mailbox.uidNext());
        row.put("uids-kept", (long) mailbox.kept());
        row.put("uids-new", (long) mailbox.fresh());
        row.put("from", mailbox.from().orElse("nothing"));
        row.put("keywords", String.join(" ", mailbox.keywords()));
        row.put("odd", String.join("; ", mailbox.odd()));
        return row;
    }

    static ControlResponse release(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        UserName user = Accounts.owner(core, request);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ReleasedMailbox mailbox :
                maildir(core).release(user, Accounts.account(core, request).use())) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("mailbox", mailbox.name().path());
            row.put("messages", mailbox.messages());
            row.put("uid-validity", mailbox.uidValidity());
            row.put("uid-next", mailbox.uidNext());
            rows.add(row);
        }
        core.audit().administered("maildir release", user.toString());
        return ControlResponse.rows(rows);
    }

    static MaildirAdministration maildir(Core core) throws OperationException {
        return core.maildir()
                .map(MaildirStore::administration)
                .orElseThrow(() -> new OperationException(Status.FAILED, "this server keeps no mail on disk"));
    }
}
