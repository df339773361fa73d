package org.postern.boot;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.auth.Authenticator;
import org.postern.auth.DirectoryException;
import org.postern.auth.Forwarding;
import org.postern.auth.Limit;
import org.postern.auth.MailAddress;
import org.postern.auth.Secret;
import org.postern.auth.StoredPassword;
import org.postern.auth.User;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.AccountRules;
import org.postern.sharing.Farewell;
import org.postern.store.StoreException;

/** {@code postern user ...}. */
final class UserOperations {
    private UserOperations() {}

    static ControlResponse add(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        MailAddress address = Accounts.address(core, request.word(0));
        Map<String, String> fields = new LinkedHashMap<>();
        Accounts.limits(request).forEach((field, limit) -> limit.ifPresent(text -> fields.put(field, text)));
        fields.putAll(ForwardOptions.fields(request));
        if (core.users().isKnown(address)) {
            throw new OperationException("user " + address + " exists already");
        }
        core.users().add(address, password(core, request), fields);
        core.audit().administered("user add", address.toString());
        return ControlResponse.done(Accounts.warned(core, "added " + address, address.domain()));
    }

    static ControlResponse set(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        MailAddress user = Accounts.known(core, request.word(0));
        Map<String, Optional<String>> changes = ForwardOptions.changes(request);
        if (changes.isEmpty()) {
            throw new OperationException(Status.USAGE, "nothing to set");
        }
        core.users().setFields(user, changes);
        core.audit().administered("user set", user.toString());
        return ControlResponse.done("changed " + user);
    }

    static ControlResponse list(Core core, ControlRequest request, InputStream body) throws DirectoryException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (User user : core.users().all()) {
            rows.add(row(user));
        }
        List<String> faulty = core.users().faulty().stream()
                .map(address ->
                        address + " has a line that is wrong: mail and logins wait until it is right (postern check)")
                .sorted()
                .toList();
        return new ControlResponse(Status.DONE, String.join("\n", faulty), rows);
    }

    static ControlResponse show(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        User user = Accounts.user(core, request.word(0));
        Map<String, Object> row = row(user);
        row.put("folders", user.limit(User.FOLDERS).map(Limit::toString).orElse(Accounts.DEFAULT));
        row.put(
                "folder-messages",
                user.limit(User.FOLDER_MESSAGES).map(Limit::toString).orElse(Accounts.DEFAULT));
        row.put(
                "message-size",
                user.limit(User.MESSAGE_SIZE).map(Limit::toString).orElse(Accounts.DEFAULT));
        row.put(AccountRules.RULES, user.fields().getOrDefault(AccountRules.RULES, Accounts.DEFAULT));
        row.put(AccountRules.GRACE, user.fields().getOrDefault(AccountRules.GRACE, Accounts.DEFAULT));
        row.put("scheme", user.password().scheme());
        row.put(
                "forward",
                user.forwarding().map(f -> String.join(",", f.targets())).orElse(""));
        row.put("forward-keep", user.forwarding().map(UserOperations::keep).orElse(""));
        Map<String, Object> use =
                Accounts.columns(Accounts.account(core, user, request).use());
        row.put("used", use.getOrDefault("used", 0L));
        row.put("stored-messages", use.getOrDefault("messages", 0L));
        return ControlResponse.rows(List.of(row));
    }

    static ControlResponse passwd(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        MailAddress user = Accounts.known(core, request.word(0));
        core.users().setPassword(user, password(core, request));
        core.audit().administered("user passwd", user.toString());
        return ControlResponse.done("changed the password of " + user);
    }

    /** The user first: mail that comes meanwhile must not make the account anew. */
    static ControlResponse remove(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        MailAddress user = Accounts.known(core, request.word(0));
        boolean keepMail = request.option("keep-mail").isPresent();
        if (!keepMail) {
            Farewell.to(DirectoryUsers.nameOf(user), core.store());
        }
        core.users().remove(user);
        if (!keepMail) {
            core.store().remove(DirectoryUsers.nameOf(user));
        }
        core.audit().administered("user remove", user.toString());
        return ControlResponse.done("removed " + user + (keepMail ? ", the mail is kept" : " and all mail"));
    }

    private static String keep(Forwarding forwarding) {
        return forwarding.copy() == Forwarding.Copy.KEPT ? "yes" : "no";
    }

    private static Map<String, Object> row(User user) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("address", user.address().toString());
        row.put("quota", user.quota().map(Limit::toString).orElse(Accounts.DEFAULT));
        row.put("messages", user.messages().map(Limit::toString).orElse(Accounts.DEFAULT));
        return row;
    }

    private static StoredPassword password(Core core, ControlRequest request) throws OperationException {
        Secret password = Secret.of(request.option("password").orElse(""));
        if (password.length() == 0 || password.length() > Authenticator.MAX_OCTETS) {
            throw new OperationException(
                    Status.USAGE, "a password has 1 to " + Authenticator.MAX_OCTETS + " octets, and may not be empty");
        }
        return core.passwords().hash(password);
    }
}
