package org.postern.boot;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.boot.ControlResponse.Status;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

/** {@code postern quota ...}. */
final class QuotaOperations {
    private QuotaOperations() {}

    /** All users, those of a domain and what they have together where that is limited, or one. */
    static ControlResponse show(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Set<String> domains = new TreeSet<>();
        for (User user : chosen(core, request)) {
            rows.add(row(
                    user.address().toString(),
                    Accounts.account(core, user, request).use()));
            domains.add(user.address().domain());
        }
        if (!request.words().isEmpty() && !request.word(0).contains("@")) {
            String domain = Accounts.domain(request.word(0));
            StorageUse all = core.useOf(domain);
            if (all.octetLimit().isPresent()) {
                rows.add(row(domain, all));
            }
        }
        List<String> sentences = new ArrayList<>();
        for (String domain : domains) {
            Overallocation.in(core).of(domain).ifPresent(sentences::add);
        }
        return new ControlResponse(ControlResponse.Status.DONE, String.join("\n", sentences), rows);
    }

    /** Of a user, or of a domain, which has fewer. */
    static ControlResponse set(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        Map<String, Optional<String>> changes = Accounts.limits(request);
        if (changes.isEmpty()) {
            throw new OperationException(Status.USAGE, "nothing to set");
        }
        String word = request.word(0);
        boolean isUser = word.contains("@") || (core.settings().defaultDomain().isPresent() && !isDomain(core, word));
        return isUser
                ? setUser(core, Accounts.known(core, word), changes)
                : setDomain(core, Accounts.domain(word), changes);
    }

    private static boolean isDomain(Core core, String word) throws DirectoryException {
        try {
            return core.domains().isKnown(MailAddress.canonicalDomain(word));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ControlResponse setUser(Core core, MailAddress user, Map<String, Optional<String>> changes)
            throws OperationException, DirectoryException {
        core.users().setFields(user, changes);
        core.audit().administered("quota set", user.toString());
        core.limitsChanged(user);
        return ControlResponse.done(Accounts.warned(core, "set the quota of " + user, user.domain()));
    }

    /** Its users, who may be many, hear of it from {@link Core#noticeLimits}. */
    private static ControlResponse setDomain(Core core, String domain, Map<String, Optional<String>> changes)
            throws OperationException, DirectoryException {
        for (String field : User.LIMITS) {
            if (!field.equals(User.QUOTA) && changes.containsKey(field)) {
                throw new OperationException(Status.USAGE, "a domain has no limit of " + field);
            }
        }
        core.domains().setFields(domain, changes);
        core.audit().administered("quota set", domain);
        return ControlResponse.done(Accounts.warned(core, "set the quota of " + domain, domain));
    }

    static ControlResponse recalc(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (User user : chosen(core, request)) {
            rows.add(row(
                    user.address().toString(),
                    Accounts.account(core, user, request).recalculate()));
        }
        return ControlResponse.rows(rows);
    }

    private static List<User> chosen(Core core, ControlRequest request) throws OperationException, DirectoryException {
        if (request.words().isEmpty()) {
            return core.users().all();
        }
        String word = request.word(0);
        if (word.contains("@")) {
            return List.of(Accounts.user(core, word));
        }
        String domain = Accounts.domain(word);
        List<User> users = usersOf(core, domain);
        if (users.isEmpty() && !core.domains().isKnown(domain)) {
            throw new OperationException("there is no user and no domain " + word);
        }
        return users;
    }

    private static List<User> usersOf(Core core, String domain) throws DirectoryException {
        return core.users().all().stream()
                .filter(user -> user.address().domain().equals(domain))
                .toList();
    }

    private static Map<String, Object> row(String whose, StorageUse use) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("address", whose);
        row.putAll(Accounts.columns(use));
        return row;
    }
}
