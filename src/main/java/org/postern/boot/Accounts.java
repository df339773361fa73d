package org.postern.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.auth.DirectoryException;
import org.postern.auth.Limit;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.AccountRules;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.MailStore;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** How operations find users by what operators write, and put figures into rows. */
final class Accounts {
    private Accounts() {}

    static MailAddress address(Core core, String text) throws OperationException {
        try {
            return MailAddress.parse(text, core.settings().defaultDomain());
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, "'" + text + "' is not a user's address: " + e.getMessage());
        }
    }

    static String domain(String text) throws OperationException {
        try {
            return MailAddress.canonicalDomain(text);
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, "'" + text + "' is not a domain: " + e.getMessage());
        }
    }

    static User user(Core core, String text) throws OperationException, DirectoryException {
        MailAddress address = address(core, text);
        return core.users()
                .find(address)
                .orElseThrow(() -> new OperationException(Status.FAILED, "there is no user " + address));
    }

    /** Of a user whose line may be wrong, for what mends or removes it. */
    static MailAddress known(Core core, String text) throws OperationException, DirectoryException {
        MailAddress address = address(core, text);
        if (!core.users().isKnown(address)) {
            throw new OperationException(Status.FAILED, "there is no user " + address);
        }
        return address;
    }

    /** The account as an operator changes it. */
    static Account account(Core core, User user, ControlRequest request) throws StoreException {
        return core.store().open(DirectoryUsers.nameOf(user.address()), actor(request));
    }

    /** In the place of an address: what belongs to nobody. */
    static final String PUBLIC = "Public/";

    /** Whose account an operator means: a user's, or that of the public folders. */
    static UserName owner(Core core, ControlRequest request) throws OperationException, DirectoryException {
        String word = request.word(0);
        return word.equals(PUBLIC)
                ? MailStore.PUBLIC
                : DirectoryUsers.nameOf(user(core, word).address());
    }

    /** The account of {@link #owner} as an operator changes it. */
    static Account account(Core core, ControlRequest request)
            throws OperationException, DirectoryException, StoreException {
        UserName owner = owner(core, request);
        return owner.equals(MailStore.PUBLIC)
                ? core.store().publicFolders(actor(request))
                : core.store().open(owner, actor(request));
    }

    static Actor actor(ControlRequest request) {
        return Actor.operator(request.operation());
    }

    /** What an option says for a field that falls back to what is said for more users: no value removes the field. */
    static final String DEFAULT = "default";

    /** A limit that an option gives, as the files write it. */
    static Optional<String> limit(ControlRequest request, String option) throws OperationException {
        Optional<String> text = request.option(option);
        if (text.isEmpty()) {
            return text;
        }
        try {
            return Optional.of(Limit.parse(text.get()).toString());
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, "'" + text.get() + "' " + e.getMessage());
        }
    }

    /** Changes of the fields of a user for the limits and rules that options give; empty removes one. */
    static Map<String, Optional<String>> limits(ControlRequest request) throws OperationException {
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        for (String name : User.LIMITS) {
            if (request.option(name).filter(DEFAULT::equals).isPresent()) {
                fields.put(name, Optional.empty());
            } else {
                limit(request, name).ifPresent(limit -> fields.put(name, Optional.of(limit)));
            }
        }
        fields.putAll(rules(request));
        return fields;
    }

    /** As {@link #limits}, for what a domain can have too. */
    static Map<String, Optional<String>> rules(ControlRequest request) throws OperationException {
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        for (String name : List.of(AccountRules.RULES, AccountRules.GRACE)) {
            Optional<String> text = request.option(name);
            if (text.isPresent()) {
                fields.put(name, text.filter(t -> !t.equals(DEFAULT)).map(t -> field(name, t)));
            }
        }
        try {
            Map<String, String> given = new LinkedHashMap<>();
            fields.forEach((name, text) -> text.ifPresent(t -> given.put(name, t)));
            DirectoryQuotas.check(given);
        } catch (IllegalArgumentException e) {
            throw new OperationException(Status.USAGE, String.valueOf(e.getMessage()));
        }
        return fields;
    }

    /** As a file holds it: people put spaces behind colons and commas, and have them in names. */
    private static String field(String name, String text) {
        return name.equals(AccountRules.RULES)
                ? text.strip().replaceAll("([:,]) +", "$1").replace(" ", "%20")
                : text.strip();
    }

    /** What was done, and whether a domain is over-allocated now. */
    static String warned(Core core, String done, String domain) {
        return done
                + Overallocation.in(core)
                        .of(domain)
                        .map(sentence -> "; " + sentence)
                        .orElse("");
    }

    /** Columns of usage: octets and messages with their limits. */
    static Map<String, Object> columns(StorageUse use) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("used", use.octets());
        row.put("limit", limitOf(use.octetLimit()));
        row.put("messages", use.messages());
        row.put("message-limit", limitOf(use.messageLimit()));
        return row;
    }

    private static Object limitOf(OptionalLong limit) {
        return limit.isPresent() ? Long.valueOf(limit.getAsLong()) : "unlimited";
    }
}
