package org.postern.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.imap.state.Administration;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** Administrators as the configuration names them, asked each time, so that a reload counts at once. */
record DirectoryAdministration(Core core) implements Administration {
    @Override
    public boolean isAdministrator(UserName user) {
        return core.settings().auth().admins().contains(user.address());
    }

    @Override
    public Optional<UserName> contact() {
        return core.settings().auth().admins().stream().findFirst().map(UserName::of);
    }

    @Override
    public Optional<UserName> user(String address) throws StoreException {
        MailAddress canonical;
        try {
            canonical = MailAddress.parse(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            return core.users().find(canonical).map(User::address).map(DirectoryUsers::nameOf);
        } catch (DirectoryException e) {
            throw new StoreException(Problem.UNAVAILABLE, "users cannot be looked up", e);
        }
    }

    @Override
    public void limit(UserName administrator, UserName user, Limits limits) throws StoreException {
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        fields.put(User.QUOTA, Optional.of(text(limits.octets())));
        fields.put(User.MESSAGES, Optional.of(text(limits.messages())));
        fields.put(User.FOLDERS, Optional.of(text(limits.mailboxes())));
        try {
            core.users().setFields(MailAddress.parse(user.address()), fields);
        } catch (DirectoryException e) {
            throw new StoreException(Problem.UNAVAILABLE, "the user file cannot be changed", e);
        }
        core.limitsChanged(MailAddress.parse(user.address()));
        core.audit().administered("quota set", user + " by " + administrator);
    }

    private static String text(OptionalLong limit) {
        return limit.isPresent() ? Long.toString(limit.getAsLong()) : "unlimited";
    }
}
