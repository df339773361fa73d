package org.postern.boot;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.boot.ControlResponse.Status;
import org.postern.imap.feature.AclIdentifier;
import org.postern.imap.syntax.RightsChange;
import org.postern.imap.syntax.RightsSyntax;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.Account;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** {@code postern mailbox acl ...}: identifiers and rights as IMAP writes them (RFC 4314). */
final class AccessOperations {
    private AccessOperations() {}

    /** Entries that there are; what an owner has without one is not among them. */
    static ControlResponse list(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        Account account = Accounts.account(core, request);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (var entry : account.access(MailboxName.of(request.word(1))).entries()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("identifier", AclIdentifier.compose(entry.getKey()));
            row.put("rights", RightsSyntax.compose(entry.getValue()));
            rows.add(row);
        }
        return ControlResponse.rows(rows);
    }

    static ControlResponse set(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        RightsChange rights = RightsChange.parse(request.word(3))
                .orElseThrow(() -> new OperationException(
                        Status.USAGE,
                        "rights are some of lrswipkxtea, with + or - before them to change what there is"));
        return change(core, request, rights);
    }

    static ControlResponse delete(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        return change(core, request, new RightsChange(AccessChange.Kind.DELETE, Rights.NONE));
    }

    private static ControlResponse change(Core core, ControlRequest request, RightsChange rights)
            throws OperationException, DirectoryException, StoreException {
        Account account = Accounts.account(core, request);
        MailboxName name = MailboxName.of(request.word(1));
        AccessIdentifier who = identifier(account.user(), request.word(2));
        account.changeAccess(name, new AccessChange(who, rights.kind(), rights.rights()));
        String identifier = AclIdentifier.compose(who);
        Optional<Rights> now = account.access(name).get(who);
        core.audit()
                .administered(
                        request.operation().replace('.', ' '),
                        account.user() + " " + name + " " + identifier + " "
                                + now.map(Rights::letters).orElse("-"));
        String has = now.map(found -> " has " + (found.isEmpty() ? "no rights" : RightsSyntax.compose(found)))
                .orElse(" has no entry");
        return ControlResponse.done(identifier + has + " in " + name + unknown(core, who));
    }

    private static AccessIdentifier identifier(UserName owner, String text) throws OperationException {
        Optional<String> domain = owner.equals(MailStore.PUBLIC) ? Optional.empty() : Optional.of(owner.domain());
        return AclIdentifier.named(text, domain)
                .orElseThrow(() -> new OperationException(
                        Status.USAGE,
                        "'" + text + "' is not an identifier: a user's address, anyone, authenticated or owner"));
    }

    /** Rights may be there before the user is; a typing error may be too. */
    private static String unknown(Core core, AccessIdentifier who) throws DirectoryException {
        if (who.user().isEmpty()) {
            return "";
        }
        MailAddress address =
                MailAddress.parse(who.user().get().address(), core.settings().defaultDomain());
        return core.users().isKnown(address) ? "" : "; there is no such user";
    }
}
