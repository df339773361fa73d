package org.postern.boot;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postern.auth.AliasFile;
import org.postern.auth.DirectoryException;
import org.postern.auth.DomainFile;
import org.postern.auth.Forwarding;
import org.postern.auth.MailAddress;
import org.postern.auth.User;
import org.postern.auth.UserFile;
import org.postern.config.Settings;
import org.postern.delivery.Address;
import org.postern.delivery.DeliverySettings;
import org.postern.delivery.RecipientResolver;

/** What an operator should know about the files of users, domains and aliases, which a server starts with all the same. */
public final class DirectoryNotes {
    private final Settings settings;
    private final UserFile users;
    private final DomainFile domains;
    private final AliasFile aliases;

    /** With files of its own; reads nothing yet. */
    public DirectoryNotes(Settings settings, Clock clock) {
        this(
                settings,
                new UserFile(settings.auth().file(), settings.defaultDomain(), clock, Core::check),
                new DomainFile(settings.domainFile(), clock, Core::check),
                new AliasFile(settings.delivery().aliases(), settings.defaultDomain(), clock));
    }

    /** About files that are in use. */
    DirectoryNotes(Settings settings, UserFile users, DomainFile domains, AliasFile aliases) {
        this.settings = settings;
        this.users = users;
        this.domains = domains;
        this.aliases = aliases;
    }

    /** A sentence for each, with file and line where there is one; who checks may not be allowed to read the files. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        try {
            sentences.addAll(users.problems());
            sentences.addAll(domains.problems());
            sentences.addAll(aliases.problems());
            sentences.addAll(new Overallocation(users, domains, settings.quota().storage()).sentences());
            unforwarded().ifPresent(sentences::add);
            unreachable().ifPresent(sentences::add);
        } catch (DirectoryException | IOException e) {
            sentences.add("users, domains and aliases are not checked: " + e.getMessage());
        }
        return sentences;
    }

    private Optional<String> unforwarded() throws DirectoryException, IOException {
        if (settings.bounce().smarthost().isPresent()) {
            return Optional.empty();
        }
        DirectoryUsers directory = directory();
        for (User user : users.all()) {
            for (String target : user.forwarding().map(Forwarding::targets).orElse(List.of())) {
                if (!directory.isLocal(MailAddress.parse(target).domain())) {
                    return Optional.of(deferred(user.address() + " has mail forwarded to " + target));
                }
            }
        }
        for (String domain : aliases.targetDomains()) {
            if (!directory.isLocal(domain)) {
                return Optional.of(deferred("an alias names somebody at " + domain));
            }
        }
        return Optional.empty();
    }

    private DirectoryUsers directory() {
        return new DirectoryUsers(users, domains, aliases, () -> settings);
    }

    /** RFC 5321 4.5.1: where anybody has mail here, so has the postmaster, of every domain and without one. */
    private Optional<String> unreachable() throws DirectoryException {
        if (users.addresses().isEmpty()) {
            return Optional.empty();
        }
        DeliverySettings delivery = settings.defaultDomain()
                .map(DeliverySettings.of(settings.hostname())::withDefaultDomain)
                .orElseGet(() -> DeliverySettings.of(settings.hostname()));
        RecipientResolver resolver = new RecipientResolver(directory());
        List<String> nobodys = postmasters()
                .filter(address -> !resolver.leadsToSomebody(Address.parse(address), delivery))
                .toList();
        return nobodys.isEmpty() ? Optional.empty() : Optional.of(unreachable(nobodys));
    }

    private Stream<String> postmasters() throws DirectoryException {
        Stream<String> served = Stream.of(
                        users.addresses().stream().map(MailAddress::domain),
                        domains.names().stream(),
                        aliases.domains().stream())
                .flatMap(Function.identity());
        return Stream.concat(Stream.of("postmaster"), served.distinct().sorted().map(domain -> "postmaster@" + domain));
    }

    private static String unreachable(List<String> nobodys) {
        String more = nobodys.size() == 1 ? "" : " and " + (nobodys.size() - 1) + " more";
        return "nobody gets mail for " + nobodys.get(0) + more
                + " (RFC 5321 4.5.1): make an alias of it, or name an account in auth.admins";
    }

    private static String deferred(String why) {
        return "no bounce.smarthost is set, but " + why + ": such mail is answered with 451 until there is one";
    }
}
