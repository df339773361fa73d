package org.postern.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.postern.auth.DirectoryException;
import org.postern.boot.ControlResponse.Status;
import org.postern.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that commands can do to a server's data; the same in the server and without one. Thread-safe. */
public final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private static final Map<String, Operation> TABLE = Map.ofEntries(
            Map.entry("ping", (core, request, body) -> ControlResponse.done("")),
            Map.entry("user.add", UserOperations::add),
            Map.entry("user.list", UserOperations::list),
            Map.entry("user.show", UserOperations::show),
            Map.entry("user.set", UserOperations::set),
            Map.entry("user.passwd", UserOperations::passwd),
            Map.entry("user.remove", UserOperations::remove),
            Map.entry("domain.add", DomainOperations::add),
            Map.entry("domain.list", DomainOperations::list),
            Map.entry("domain.set", DomainOperations::set),
            Map.entry("domain.remove", DomainOperations::remove),
            Map.entry("quota.show", QuotaOperations::show),
            Map.entry("quota.set", QuotaOperations::set),
            Map.entry("quota.recalc", QuotaOperations::recalc),
            Map.entry("quota.explain", QuotaExplanation::explain),
            Map.entry("mailbox.list", MailboxOperations::list),
            Map.entry("mailbox.check", CheckOperation::check),
            Map.entry("mailbox.expunged", HeldOperations::expunged),
            Map.entry("mailbox.restore", HeldOperations::restore),
            Map.entry("mailbox.expire", ExpireOperation::expire),
            Map.entry("mailbox.create", MailboxOperations::create),
            Map.entry("mailbox.delete", MailboxOperations::delete),
            Map.entry("mailbox.rename", MailboxOperations::rename),
            Map.entry("mailbox.status", MailboxOperations::status),
            Map.entry("mailbox.acl.list", AccessOperations::list),
            Map.entry("mailbox.acl.set", AccessOperations::set),
            Map.entry("mailbox.acl.delete", AccessOperations::delete),
            Map.entry("queue.list", QueueOperations::list),
            Map.entry("queue.show", QueueOperations::show),
            Map.entry("queue.flush", QueueOperations::flush),
            Map.entry("queue.remove", QueueOperations::remove),
            Map.entry("maildir.adopt", MaildirOperations::adopt),
            Map.entry("maildir.release", MaildirOperations::release),
            Map.entry("deliver", DeliverOperation::deliver));

    private final Core core;

    public Operations(Core core) {
        this.core = core;
    }

    /** What can be asked for. */
    public static Set<String> names() {
        return TABLE.keySet();
    }

    /** Runs one; every failure is a response. */
    public ControlResponse run(ControlRequest request, InputStream body) {
        Operation operation = TABLE.get(request.operation());
        if (operation == null) {
            return ControlResponse.failed(Status.USAGE, "there is no operation " + request.operation());
        }
        try {
            return operation.run(core, request, body);
        } catch (OperationException e) {
            return e.response();
        } catch (DirectoryException e) {
            Status status = e.problem() == DirectoryException.Problem.UNAVAILABLE ? Status.TRY_AGAIN : Status.FAILED;
            return ControlResponse.failed(status, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return ControlResponse.failed(Status.FAILED, sentence(e));
        } catch (IOException e) {
            return ControlResponse.failed(Status.TRY_AGAIN, Sentence.of(e));
        } catch (RuntimeException e) {
            LOG.error("operation {} failed", request, e);
            return ControlResponse.failed(Status.TRY_AGAIN, "internal error, see the log");
        }
    }

    private static String sentence(StoreException e) {
        return switch (e.problem()) {
            case NO_SUCH_MAILBOX -> "there is no such mailbox";
            case MAILBOX_EXISTS -> "the mailbox exists already";
            case INVALID_NAME -> "not a mailbox name: " + e.getMessage();
            case OVER_QUOTA -> "the mailbox is full";
            case CANNOT,
                    NO_PERMISSION,
                    ANOTHER_OWNER,
                    LIMIT,
                    TOO_BIG,
                    MESSAGE_GONE,
                    MAILBOX_GONE,
                    IN_USE,
                    DISK_FULL,
                    UNAVAILABLE -> String.valueOf(e.getMessage());
        };
    }
}
