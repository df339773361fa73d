package org.postern.boot;

import java.util.Optional;
import org.postern.audit.Audit;
import org.postern.config.NoticeFile;
import org.postern.config.Settings;
import org.postern.delivery.NoticeTemplate;
import org.postern.delivery.NoticeTemplates;
import org.postern.delivery.QuotaWarner;
import org.postern.delivery.QuotaWarner.Fill;
import org.postern.quota.QuotaLimits;
import org.postern.quota.QuotaListener;
import org.postern.store.StorageUse;
import org.postern.store.UserName;
import org.postern.webhook.WebhookTarget;

/** What quotas do goes to the audit log, to the operator's webhook, and warnings to the users. */
record QuotaEvents(Audit audit, QuotaWarner warner, QuotaHook hook, QuotaLimits limits) implements QuotaListener {
    @Override
    public void crossed(UserName user, int percent, StorageUse use) {
        audit.quotaWarning(user.address(), percent);
        hook.crossed(user, percent, use);
        warner.warn(user, fill(user, percent, use));
    }

    @Override
    public void receded(UserName user, int percent, StorageUse use) {
        audit.quotaReceded(user.address(), percent);
        hook.receded(user, percent, use);
    }

    @Override
    public void relieved(UserName user, StorageUse use) {
        hook.relieved(user, use);
        warner.relieve(user, fill(user, use.percent(), use));
    }

    @Override
    public void refused(UserName user, long octets, StorageUse use) {
        audit.quotaExceeded(user.address(), octets);
        hook.refused(user, octets, use);
    }

    private Fill fill(UserName user, int percent, StorageUse use) {
        return new Fill(percent, use, Optional.of(user.domain()).filter(domain -> limits.isStorageShared(user)));
    }

    static NoticeTemplates notices(Settings settings) {
        Settings.Warning chosen = settings.warning();
        NoticeTemplates builtIn = switch (chosen.language()) {
            case EN -> NoticeTemplates.ENGLISH;
            case DE -> NoticeTemplates.GERMAN;
        };
        return builtIn.with(template(chosen.warning()), template(chosen.relief()));
    }

    private static Optional<NoticeTemplate> template(Optional<NoticeFile> own) {
        return own.map(file -> new NoticeTemplate(file.subject(), file.text()));
    }

    static Optional<WebhookTarget> target(Settings settings) {
        return settings.warning().webhook().map(to -> new WebhookTarget(to.uri(), to.secret()));
    }
}
