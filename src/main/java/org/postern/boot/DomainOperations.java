package org.postern.boot;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.auth.DirectoryException;
import org.postern.auth.Domain;
import org.postern.auth.Limit;
import org.postern.boot.ControlResponse.Status;

/** {@code postern domain ...}. */
final class DomainOperations {
    private DomainOperations() {}

    static ControlResponse add(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        String name = Accounts.domain(request.word(0));
        Map<String, String> fields = new LinkedHashMap<>();
        Accounts.limit(request, "quota").ifPresent(limit -> fields.put(Domain.QUOTA, limit));
        core.domains().add(name, fields);
        core.audit().administered("domain add", name);
        return ControlResponse.done(Accounts.warned(core, "added " + name, name));
    }

    static ControlResponse list(Core core, ControlRequest request, InputStream body) throws DirectoryException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Domain domain : core.domains().all()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("domain", domain.name());
            row.put("quota", domain.quota().map(Limit::toString).orElse("unlimited"));
            row.put("users", users(core, domain.name()));
            rows.add(row);
        }
        return ControlResponse.rows(rows);
    }

    /** Its users, who may be many, hear of it from {@link Core#noticeLimits}. */
    static ControlResponse set(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        String name = Accounts.domain(request.word(0));
        Optional<String> quota = Accounts.limit(request, "quota");
        if (quota.isEmpty()) {
            throw new OperationException(Status.USAGE, "nothing to set: give --quota");
        }
        core.domains().setFields(name, Map.of(Domain.QUOTA, quota));
        core.audit().administered("domain set", name);
        return ControlResponse.done(Accounts.warned(core, "set the quota of " + name + " to " + quota.get(), name));
    }

    /** Not while it has users: they would lose the limit they share. */
    static ControlResponse remove(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException {
        String name = Accounts.domain(request.word(0));
        long users = users(core, name);
        if (users > 0) {
            throw new OperationException("domain " + name + " still has " + users + " users");
        }
        core.domains().remove(name);
        core.audit().administered("domain remove", name);
        return ControlResponse.done("removed " + name);
    }

    private static long users(Core core, String domain) throws DirectoryException {
        return core.users().addresses().stream()
                .filter(address -> address.domain().equals(domain))
                .count();
    }
}
