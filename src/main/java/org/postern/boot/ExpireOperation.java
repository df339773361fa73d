package org.postern.boot;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.auth.DirectoryException;
import org.postern.boot.ControlResponse.Status;
import org.postern.retention.Expired;
import org.postern.retention.Sweeper;
import org.postern.store.Account;
import org.postern.store.StoreException;

/** {@code postern mailbox expire}. */
final class ExpireOperation {
    private ExpireOperation() {}

    /** Does what retention rules say of one account, or tells what that would be. */
    static ControlResponse expire(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        Account account = Sweeper.account(core.store(), Accounts.owner(core, request));
        boolean dry = request.option("dry-run").isPresent();
        List<Expired> found =
                dry ? core.expiration().due(account) : core.expiration().remove(account);
        List<Map<String, Object>> rows = new ArrayList<>();
        found.forEach(one -> rows.add(row(one)));
        long count = found.stream().mapToLong(Expired::messages).sum();
        if (!dry) {
            core.audit().administered("mailbox expire", account.user() + " " + count);
        }
        return new ControlResponse(Status.DONE, (dry ? "would remove " : "removed ") + count + " messages", rows);
    }

    private static Map<String, Object> row(Expired one) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mailbox", one.mailbox().path());
        row.put("rule", one.rule().mailboxes());
        row.put("age", one.rule().age().map(age -> age.toDays() + "d").orElse("never"));
        row.put("messages", one.messages());
        row.put("size", one.octets());
        row.put("oldest", one.oldest().toString());
        return row;
    }
}
