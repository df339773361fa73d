package org.postern.boot;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.postern.auth.DirectoryException;
import org.postern.auth.Domain;
import org.postern.auth.DomainFile;
import org.postern.auth.Limit;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserFile;
import org.postern.config.AccountRules;
import org.postern.config.ByteSize;
import org.postern.config.Extra;
import org.postern.config.Settings;
import org.postern.quota.Allowance;
import org.postern.quota.FolderRules;
import org.postern.quota.QuotaLimits;
import org.postern.quota.Share;
import org.postern.quota.UserRules;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

/**
 * Limits as the user file, the domain file and the configuration state them. While a file cannot be read nobody is
 * limited: mail that is taken too much can be deleted, mail that is refused for good is lost.
 *
 * @param settings for users without limits of their own; asked each time
 */
record DirectoryQuotas(UserFile users, DomainFile domains, Supplier<Settings> settings) implements QuotaLimits {
    private static final AccountRules NO_RULES =
            new AccountRules(OptionalLong.empty(), OptionalLong.empty(), ByteSize.UNLIMITED, Extra.NONE, List.of());

    /** Fails when a user's or a domain's field for rules says nothing that can be. */
    static void check(Map<String, String> fields) {
        var unused = NO_RULES.with(fields);
    }

    /** What a file says is the same as long as it is not read anew. */
    private record Edition(Object users, Object domains, Settings.Quota quota) {}

    @Override
    public Optional<Object> edition() {
        return readable(
                Optional.empty(),
                () -> Optional.of(new Edition(
                        users.edition(), domains.edition(), settings.get().quota())));
    }

    @Override
    public boolean areKnown(UserName name) {
        return readable(false, () -> {
            MailAddress address = MailAddress.parse(name.address());
            var unusedUser = users.find(address);
            var unusedDomain = domains.find(address.domain());
            return true;
        });
    }

    @Override
    public List<Integer> warnAt() {
        return settings.get().quota().warnAt();
    }

    @Override
    public Allowance of(UserName name) {
        return readable(Allowance.NONE, () -> {
            Optional<User> user = users.find(MailAddress.parse(name.address()));
            Settings.Quota defaults = settings.get().quota();
            Limit octets = user.flatMap(User::quota)
                    .orElseGet(() -> new Limit(defaults.storage().octets()));
            Limit messages = user.flatMap(User::messages)
                    .orElseGet(() -> new Limit(defaults.messages().orElse(Limit.UNLIMITED.value())));
            return new Allowance(finite(octets), finite(messages));
        });
    }

    @Override
    public UserRules rulesOf(UserName name) {
        return readable(UserRules.NONE, () -> {
            MailAddress address = MailAddress.parse(name.address());
            Optional<User> user = users.find(address);
            AccountRules rules = settings.get()
                    .quota()
                    .rules()
                    .with(domains.find(address.domain()).map(Domain::fields).orElse(Map.of()))
                    .with(user.map(User::fields).orElse(Map.of()));
            return new UserRules(
                    chosen(user, User.FOLDERS, rules.folders()),
                    chosen(user, User.FOLDER_MESSAGES, rules.folderMessages()),
                    chosen(
                            user,
                            User.MESSAGE_SIZE,
                            finite(new Limit(rules.messageSize().octets()))),
                    share(rules.grace()),
                    folderRules(rules));
        });
    }

    static FolderRules folderRules(AccountRules rules) {
        return new FolderRules(rules.folderRules().stream()
                .map(rule -> new FolderRules.Rule(
                        new MailboxName(rule.folder()), rule.more().map(DirectoryQuotas::share)))
                .toList());
    }

    private static OptionalLong chosen(Optional<User> user, String field, OptionalLong otherwise) {
        return user.flatMap(u -> u.limit(field)).map(DirectoryQuotas::finite).orElse(otherwise);
    }

    private static Share share(Extra extra) {
        return new Share(extra.octets(), extra.percent());
    }

    @Override
    public Allowance ofDomain(String name) {
        return readable(
                Allowance.NONE,
                () -> new Allowance(
                        domains.find(name)
                                .flatMap(Domain::quota)
                                .map(DirectoryQuotas::finite)
                                .orElse(OptionalLong.empty()),
                        OptionalLong.empty()));
    }

    @Override
    public Collection<UserName> usersOf(String domain) {
        return readable(
                List.of(),
                () -> users.addresses().stream()
                        .filter(address -> address.domain().equals(domain))
                        .map(DirectoryUsers::nameOf)
                        .toList());
    }

    private static OptionalLong finite(Limit limit) {
        return limit.isUnlimited() ? OptionalLong.empty() : OptionalLong.of(limit.value());
    }

    private interface Reading<T> {
        T read() throws DirectoryException;
    }

    private static <T> T readable(T otherwise, Reading<T> reading) {
        try {
            return reading.read();
        } catch (DirectoryException e) {
            return otherwise; // the file tells of it, once
        }
    }
}
