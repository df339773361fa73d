package org.postern.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.auth.DirectoryException;
import org.postern.auth.Domain;
import org.postern.auth.Limit;
import org.postern.auth.User;
import org.postern.config.AccountRules;
import org.postern.config.Extra;
import org.postern.config.FolderRule;
import org.postern.config.Settings;
import org.postern.store.StoreException;

/** Which limits and rules hold for a user, and where each comes from: his line, that of his domain, or the configuration. */
final class LimitRows {
    private final Core core;
    private final User user;
    private final Map<String, String> ofDomain;
    private final AccountRules rules;
    private final ExplanationRows rows;

    LimitRows(Core core, User user, ExplanationRows rows) throws DirectoryException {
        this.core = core;
        this.user = user;
        this.ofDomain =
                core.domains().find(user.address().domain()).map(Domain::fields).orElse(Map.of());
        this.rules = core.settings().quota().rules().with(ofDomain).with(user.fields());
        this.rows = rows;
    }

    /** Those that hold in the end. */
    AccountRules rules() {
        return rules;
    }

    void add() throws DirectoryException, StoreException {
        Settings.Quota defaults = core.settings().quota();
        octets("storage", User.QUOTA, defaults.storage().octets(), "quota.default");
        count("messages", User.MESSAGES, defaults.messages(), "quota.default-messages");
        count("folders", User.FOLDERS, rules.folders(), "quota.folders");
        count("messages of a folder", User.FOLDER_MESSAGES, rules.folderMessages(), "quota.folder-messages");
        octets("size of a message", User.MESSAGE_SIZE, rules.messageSize().octets(), "quota.message-size");
        grace();
        domain();
        for (FolderRule rule : rules.folderRules()) {
            String text = rule.more()
                    .map(more -> "takes " + text(more) + " more than the limit")
                    .orElse("counts for nothing");
            rows.add("rule", rule.folder(), "", "", text + ", by " + origin(rule));
        }
    }

    private void octets(String what, String field, long otherwise, String key) {
        Limit limit = user.limit(field).orElse(new Limit(otherwise));
        rows.add(
                "limit", what, limit.isUnlimited() ? "unlimited" : Long.valueOf(limit.value()), "", origin(field, key));
    }

    private void count(String what, String field, OptionalLong otherwise, String key) {
        Limit limit = user.limit(field).orElse(new Limit(otherwise.orElse(Long.MAX_VALUE)));
        rows.add(
                "limit", what, "", limit.isUnlimited() ? "unlimited" : Long.valueOf(limit.value()), origin(field, key));
    }

    private void grace() {
        Extra grace = rules.grace();
        Object size = grace.percent() > 0 ? text(grace) : Long.valueOf(grace.octets());
        rows.add("limit", "grace", size, "", origin(AccountRules.GRACE, "quota.grace"));
    }

    private static String text(Extra more) {
        return more.percent() > 0 ? more.percent() + "%" : new Limit(more.octets()).toString();
    }

    private String origin(String field, String key) {
        if (user.fields().containsKey(field)) {
            return "the user's own";
        }
        boolean domainsToo = List.of(AccountRules.RULES, AccountRules.GRACE).contains(field);
        return domainsToo && ofDomain.containsKey(field) ? "the domain's" : key + " of the configuration";
    }

    private String origin(FolderRule rule) {
        if (names(user.fields(), rule)) {
            return "the user's own rules";
        }
        return names(ofDomain, rule) ? "the domain's rules" : "quota.rules of the configuration";
    }

    private static boolean names(Map<String, String> fields, FolderRule rule) {
        return AccountRules.folderRules(fields).contains(rule);
    }

    private void domain() throws DirectoryException, StoreException {
        Optional<Limit> pool = pool();
        if (pool.isEmpty()) {
            rows.add("limit", "domain", "unlimited", "", "the domain has no quota");
        } else {
            long used = core.useOf(user.address().domain()).octets();
            Map<String, Object> row = rows.add(
                    "limit",
                    "domain",
                    pool.get().value(),
                    "",
                    "all its users together, who store " + new Limit(used).rounded());
            row.put("used", used);
        }
    }

    /** What all users of the domain may store together; empty: as much as they like. */
    Optional<Limit> pool() throws DirectoryException {
        String name = user.address().domain();
        return core.domains().find(name).flatMap(Domain::quota).filter(limit -> !limit.isUnlimited());
    }
}
