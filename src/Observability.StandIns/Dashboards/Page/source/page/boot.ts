// What the server says with the page: who looks at it, and which data sources there are.

export interface DataSource {
  uid: string;
  name: string;
  type: string;
  isDefault: boolean;
  interval: string | null;
  manageAlerts: boolean;
  alertmanager: string | null;
}

export interface Boot {
  subPath: string;
  theme: string;
  user: { login: string; name: string; role: string; isAnonymous: boolean } | null;
  login: { form: boolean; oauth: string | null; message: string | null };
  dataSources: DataSource[];
}

export const boot: Boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as Boot;

/** The data source that a dashboard means: by uid, by name, or the default one where it names none. */
export function findDataSource(reference: unknown): DataSource | undefined {
  const wanted = typeof reference === 'string' ? reference : ((reference as { uid?: unknown } | null | undefined)?.uid ?? null);
  if (typeof wanted !== 'string' || wanted === '' || wanted === 'default') {
    return boot.dataSources.find((source) => source.isDefault);
  }

  return boot.dataSources.find((source) => source.uid === wanted) ?? boot.dataSources.find((source) => source.name === wanted);
}
