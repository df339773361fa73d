package org.postern.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** Makes {@link Settings} of {@link Values} and checks what concerns more than one key. */
final class SettingsBuilder {
    private final Values values;
    private final Supplier<String> machineName;

    SettingsBuilder(Values values, Supplier<String> machineName) {
        this.values = values;
        this.machineName = machineName;
    }

    Settings build() {
        String hostname = values.find(Keys.HOSTNAME).orElseGet(machineName);
        Path dataDir = values.get(Keys.DATA_DIR);
        Settings settings = new Settings(
                hostname,
                dataDir,
                values.find(Keys.DEFAULT_DOMAIN),
                bind(Keys.BIND),
                new Settings.Imap(
                        values.get(Keys.IMAP_PORT),
                        values.get(Keys.IMAP_TLS_PORT),
                        bind(Keys.IMAP_BIND),
                        imapOffers(),
                        values.get(Keys.IMAP_MESSAGE_LIMIT),
                        values.get(Keys.IMAP_SAVE_LIMIT),
                        values.get(Keys.IMAP_EIGHT_BIT_HEADERS)),
                new Settings.Pop3(
                        values.get(Keys.POP3_PORT),
                        values.get(Keys.POP3_TLS_PORT),
                        bind(Keys.POP3_BIND),
                        values.get(Keys.POP3_UIDL),
                        new MaildropRules(
                                values.get(Keys.POP3_EXPIRE),
                                values.get(Keys.POP3_LOGIN_DELAY),
                                values.get(Keys.POP3_EIGHT_BIT_HEADERS),
                                values.get(Keys.POP3_VIEW),
                                values.get(Keys.POP3_DELE),
                                MaildropRules.retrieval(values.get(Keys.POP3_SEEN)))),
                new Settings.Lmtp(
                        values.get(Keys.LMTP_PORT),
                        values.find(Keys.LMTP_SOCKET),
                        bind(Keys.LMTP_BIND),
                        values.find(Keys.LMTP_TRUSTED).orElse(List.of())),
                new Settings.Policy(values.get(Keys.POLICY_PORT), bind(Keys.POLICY_BIND)),
                new Settings.Smtp(values.get(Keys.SMTP_PORT), bind(Keys.SMTP_BIND)),
                new Settings.Admin(values.get(Keys.ADMIN_PORT), bind(Keys.ADMIN_BIND)),
                new Settings.Tls(keyPair(), values.get(Keys.TLS_MINIMUM)),
                auth(dataDir),
                quota(),
                new Settings.Warning(
                        values.get(Keys.QUOTA_WARNING_LANGUAGE),
                        values.find(Keys.QUOTA_WARNING_TEMPLATE),
                        values.find(Keys.QUOTA_RELIEF_TEMPLATE),
                        webhook()),
                delivery(dataDir),
                new Settings.Bounce(
                        values.find(Keys.BOUNCE_SMARTHOST),
                        values.find(Keys.BOUNCE_FROM).orElse("MAILER-DAEMON@" + hostname),
                        values.get(Keys.BOUNCE_LANGUAGE),
                        values.get(Keys.BOUNCE_GIVE_UP)),
                new Settings.Store(
                        values.get(Keys.STORE_RELEASE_ON_STOP) ? Settings.OnStop.RELEASE : Settings.OnStop.KEEP,
                        values.get(Keys.STORE_KEEP_EXPUNGED),
                        (int) values.get(Keys.STORE_KEEP_SMALL).octets(),
                        values.find(Keys.STORE_EXPIRE).orElse(List.of())),
                new Settings.Search(values.get(Keys.SEARCH_INDEX), values.get(Keys.SEARCH_INDEX_SIZE)),
                limits(),
                new Settings.Log(values.get(Keys.LOG_LEVEL), values.get(Keys.LOG_FORMAT)));
        checkListeners(settings);
        refuse(Keys.ADMIN_PORT);
        return settings;
    }

    private List<InetAddress> bind(Key<List<InetAddress>> key) {
        Optional<List<InetAddress>> own = values.find(key);
        List<InetAddress> addresses = own.orElseGet(() -> values.get(Keys.BIND));
        if (own.isPresent() && addresses.isEmpty()) {
            values.problem(values.where(key), key + ": names no address (a port of 0 turns a listener off)");
        }
        return addresses.stream().distinct().toList();
    }

    private Set<Settings.ImapOffer> imapOffers() {
        Set<Settings.ImapOffer> offers = EnumSet.noneOf(Settings.ImapOffer.class);
        Map.of(
                        Settings.ImapOffer.COMPRESS,
                        Keys.IMAP_COMPRESS,
                        Settings.ImapOffer.UNAUTHENTICATE,
                        Keys.IMAP_UNAUTHENTICATE,
                        Settings.ImapOffer.REFERRALS,
                        Keys.IMAP_REFERRALS)
                .forEach((offer, key) -> {
                    if (values.get(key)) {
                        offers.add(offer);
                    }
                });
        return Set.copyOf(offers);
    }

    private Optional<Settings.KeyPairFiles> keyPair() {
        Optional<Path> certificate = values.find(Keys.TLS_CERTIFICATE);
        Optional<Path> key = values.find(Keys.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            Key<Path> given = certificate.isPresent() ? Keys.TLS_CERTIFICATE : Keys.TLS_KEY;
            Key<Path> missing = certificate.isPresent() ? Keys.TLS_KEY : Keys.TLS_CERTIFICATE;
            values.problem(values.where(given), given + ": needs " + missing + " too");
        }
        return certificate.flatMap(c -> key.map(k -> new Settings.KeyPairFiles(c, k)));
    }

    private Settings.Auth auth(Path dataDir) {
        return new Settings.Auth(
                values.get(Keys.AUTH_PLAINTEXT)
                        ? Settings.PlaintextLogin.ALWAYS
                        : Settings.PlaintextLogin.ONLY_WITH_TLS,
                values.find(Keys.AUTH_FILE).orElse(dataDir.resolve("users")),
                values.find(Keys.AUTH_ADMINS).orElse(List.of()).stream()
                        .map(address -> address.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList());
    }

    private Settings.Quota quota() {
        return new Settings.Quota(
                values.get(Keys.QUOTA_DEFAULT),
                values.get(Keys.QUOTA_MESSAGES),
                new AccountRules(
                        values.get(Keys.QUOTA_FOLDERS),
                        values.get(Keys.QUOTA_FOLDER_MESSAGES),
                        values.get(Keys.QUOTA_MESSAGE_SIZE),
                        values.get(Keys.QUOTA_GRACE),
                        values.get(Keys.QUOTA_RULES)),
                values.get(Keys.QUOTA_WHEN_FULL),
                values.get(Keys.QUOTA_WARN_AT).stream().distinct().sorted().toList());
    }

    private Optional<Settings.Webhook> webhook() {
        Optional<String> secret = values.find(Keys.QUOTA_WEBHOOK_SECRET);
        Optional<URI> uri = values.find(Keys.QUOTA_WEBHOOK);
        if (secret.isPresent() && uri.isEmpty()) {
            values.problem(
                    values.where(Keys.QUOTA_WEBHOOK_SECRET),
                    Keys.QUOTA_WEBHOOK_SECRET + ": needs " + Keys.QUOTA_WEBHOOK + " too");
        }
        return uri.map(u -> new Settings.Webhook(u, secret));
    }

    private Settings.Delivery delivery(Path dataDir) {
        String separator = values.get(Keys.DELIVERY_SUBADDRESS);
        return new Settings.Delivery(
                values.get(Keys.DELIVERY_MAX_SIZE),
                separator.isEmpty() ? Optional.empty() : Optional.of(separator.charAt(0)),
                values.find(Keys.DELIVERY_ALIASES).orElse(dataDir.resolve("aliases")),
                values.get(Keys.DELIVERY_SUBADDRESS_CREATE),
                values.get(Keys.DELIVERY_DUPLICATES));
    }

    private Settings.Limits limits() {
        return new Settings.Limits(
                values.get(Keys.LIMIT_CONNECTIONS),
                values.get(Keys.LIMIT_PER_USER),
                values.get(Keys.LIMIT_PER_ADDRESS),
                values.get(Keys.LIMIT_IDLE),
                values.get(Keys.LIMIT_LOGIN));
    }

    /** An operator who sets a port must not believe that somebody listens there. */
    private void refuse(Key<OptionalInt> reserved) {
        if (values.get(reserved).isPresent()) {
            values.problem(
                    values.where(reserved), reserved + ": this version has no such listener; only 0 is possible");
        }
    }

    private record Listener(Key<OptionalInt> key, OptionalInt port, List<InetAddress> bind) {
        boolean clashesWith(Listener other) {
            return port.isPresent()
                    && port.equals(other.port)
                    && bind.stream().anyMatch(a -> other.bind.stream().anyMatch(b -> overlap(a, b)));
        }

        private static boolean overlap(InetAddress a, InetAddress b) {
            boolean sameFamily = a.getAddress().length == b.getAddress().length;
            return a.equals(b) || (sameFamily && (a.isAnyLocalAddress() || b.isAnyLocalAddress()));
        }
    }

    private void checkListeners(Settings settings) {
        List<Listener> listeners = List.of(
                new Listener(
                        Keys.IMAP_PORT, settings.imap().port(), settings.imap().bind()),
                new Listener(
                        Keys.IMAP_TLS_PORT,
                        settings.imap().tlsPort(),
                        settings.imap().bind()),
                new Listener(
                        Keys.POP3_PORT, settings.pop3().port(), settings.pop3().bind()),
                new Listener(
                        Keys.POP3_TLS_PORT,
                        settings.pop3().tlsPort(),
                        settings.pop3().bind()),
                new Listener(
                        Keys.LMTP_PORT, settings.lmtp().port(), settings.lmtp().bind()),
                new Listener(
                        Keys.POLICY_PORT,
                        settings.policy().port(),
                        settings.policy().bind()),
                new Listener(
                        Keys.SMTP_PORT, settings.smtp().port(), settings.smtp().bind()),
                new Listener(
                        Keys.ADMIN_PORT,
                        settings.admin().port(),
                        settings.admin().bind()));
        for (int i = 0; i < listeners.size(); i++) {
            for (int j = 0; j < i; j++) {
                checkPair(listeners.get(j), listeners.get(i));
            }
        }
    }

    /** Blames the one that was set, or else the second. */
    private void checkPair(Listener first, Listener second) {
        if (first.clashesWith(second)) {
            boolean secondIsSet = !values.where(second.key()).equals("default");
            Listener blamed = secondIsSet ? second : first;
            Listener other = secondIsSet ? first : second;
            values.problem(
                    values.where(blamed.key()),
                    blamed.key() + ": port " + blamed.port().getAsInt() + " is already that of " + other.key());
        }
    }
}
