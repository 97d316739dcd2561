import { boot } from './boot';

/** The server has refused; the message is for the person. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const pauseMs = 500;

/** Sends a request; one that the network has lost is sent once more, since everything that is asked here changes nothing. */
async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (!(error instanceof TypeError) || init.signal?.aborted) {
      throw error;
    }

    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return fetch(address, init);
  }
}

/** Sends a request below /api and reads JSON, whatever the status where `accept` takes it. */
export async function request<T>(path: string, init: RequestInit = {}, accept: (status: number) => boolean = () => false): Promise<T> {
  const response = await send(boot.subPath + path, { credentials: 'same-origin', ...init });
  if (response.status === 401 && boot.user !== null && !path.startsWith('/login')) {
    // The session is over.
    location.assign(`${boot.subPath}/login?redirectTo=${encodeURIComponent(location.pathname + location.search)}`);
  }

  const text = await response.text();
  let body: unknown = null;
  try {
    body = text === '' ? null : JSON.parse(text);
  } catch {
    throw new ApiError(response.status, `The server answers ${response.status} without JSON.`);
  }

  if (!response.ok && !accept(response.status)) {
    throw new ApiError(response.status, (body as { message?: string } | null)?.message ?? `The server answers ${response.status}.`);
  }

  return body as T;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, signal ? { signal } : {});
}

export function post<T>(path: string, body: unknown, signal?: AbortSignal, accept?: (status: number) => boolean): Promise<T> {
  return request<T>(
    path,
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), ...(signal ? { signal } : {}) },
    accept,
  );
}
